"""What is left to look at, as lines and buttons; each button says what it mends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.buttons import ROW_ID, Button, Keyboard, button
from bot.clock import PARIS, paris
from bot.domain.droits import Droit
from bot.domain.lecture.heures import to_stamp
from bot.domain.lecture.jours import parse_heure
from bot.domain.semaine import JOURS
from bot.engine.conditions import Answers, Facts
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import Option, Reading
from bot.feature import portee
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.questions.heures import BEFORE_START, UNREAD_HOUR, hour_options
from bot.words import heure, pluriel
from storage import qualite
from storage.models import Presence
from storage.planning import SlotPrevu

CONFIRM, CORRECT, NOBODY, ASK, EXPLAIN = "ok", "fin", "zero", "demander", "jour"
A_CONFIRMER: Final = Button(
    "qu",
    (
        rf"({CONFIRM}|{CORRECT}|{NOBODY}|{ASK})-{ROW_ID}",
        rf"{EXPLAIN}-\d{{4}}\.\d{{4}}\.{ROW_ID}",
    ),
    "dispositif",
)
"""What is mended, and of which presence or planned slot, in that programme."""
ON_SCREEN: Final = 5
"""Of each kind under what was just mended; its own list has pages."""
SHIFTS: Final = (0, -30, 30, -60, 60, -120)
ALL_WELL = "🔎 Tout est en ordre : rien à confirmer sur les quatorze derniers jours."
NOBODY_CAME: Final = (
    "🔎 Rien à confirmer : aucune présence n'est notée sur les quatorze derniers jours."
)


@dataclass(frozen=True, slots=True)
class Reste:
    """What is left, of each kind."""

    incertaines: list[Presence]
    sans_rencontre: list[Presence]
    sans_saisie: list[SlotPrevu]
    vide: bool
    """Whether nobody noted a presence: it is not said that all is well."""

    @property
    def total(self) -> int:
        return len(self.incertaines) + len(self.sans_rencontre) + len(self.sans_saisie)


def facts(context: Context, answers: Answers) -> Facts:
    reste = remains(context)
    row = presence(context, answers.get("choix"))
    slug = answers.get("choix") or ""
    return {
        "now": context.now,
        "ecran": screen(reste),
        "entrees": tuple(Option(*entry) for entry in buttons(context, reste, None)),
        "a_corriger": slug.startswith(f"{CORRECT}-"),
        "a_expliquer": slug.startswith(f"{EXPLAIN}-"),
        "debut": row.debut if row else context.now,
        "choisie": _label(context, row) if row else "",
        "heures": _ends(row, context.now),
        "motifs": options(context.programme.config.liste("motifs_creneau")),
    }


def remains(context: Context) -> Reste:
    tx, programme = context.tx, context.programme
    return Reste(
        qualite.unsure(tx, programme.id, context.now),
        qualite.without_rencontres(tx, programme.id, context.now),
        qualite.planned_without_entry(context),
        not qualite.anybody_came(context),
    )


def screen(reste: Reste) -> str:
    """« 2 présences à confirmer, 3 créneaux sans saisie, … Touchez ce qui est juste. »"""
    return f"{counted(reste)} Touchez ce qui est juste." if reste.total else counted(reste)


def counted(reste: Reste) -> str:
    """« 2 présences à confirmer, 1 sans rencontre, 3 créneaux sans saisie, … »"""
    if not reste.total:
        return NOBODY_CAME if reste.vide else ALL_WELL
    parts = (
        (reste.incertaines, "présence à confirmer", "présences à confirmer"),
        (reste.sans_rencontre, "présence sans rencontre", "présences sans rencontre"),
        (reste.sans_saisie, "créneau prévu sans saisie", "créneaux prévus sans saisie"),
    )
    counts = (pluriel(len(rows), singular, plural) for rows, singular, plural in parts if rows)
    return f"🔎 {', '.join(counts)}, sur quatorze jours."


def buttons(context: Context, reste: Reste, most: int | None = ON_SCREEN) -> list[tuple[str, str]]:
    """(what it does, label) pairs; a presence has one button to accept and one to mend.

    most: how many of each kind; None for all of them.
    """
    entries: list[tuple[str, str]] = []
    for row in reste.incertaines[:most]:
        name = _label(context, row)
        end = heure(row.fin) if row.fin else ""
        entries.append((f"{CONFIRM}-{row.id}", f"✅ {name} : fini à {end}"))
        entries.append((f"{CORRECT}-{row.id}", f"✏️ {name} : autre fin"))
    for row in reste.sans_rencontre[:most]:
        name = _label(context, row)
        entries.append((f"{NOBODY}-{row.id}", f"👌 {name} : aucune rencontre"))
        entries.append((f"{ASK}-{row.id}", f"📣 {name} : demander"))
    for slot in reste.sans_saisie[:most]:
        entries.append((f"{EXPLAIN}-{slot_key(context, slot)}", f"🗓 {_slot(context, slot)}"))
    return entries


def keyboard(context: Context, reste: Reste) -> Keyboard:
    """The same, under what was just mended: the next one is one tap away."""
    entries = buttons(context, reste)
    return [[(label, button(A_CONFIRMER, context.programme.id, slug))] for slug, label in entries]


def presence(context: Context, slug: object) -> Presence | None:
    """The presence that a button names, of this programme."""
    number = str(slug or "").rpartition("-")[2]
    return portee.found(context, Droit.CONFIRMER_CHIFFRES, Presence, number)


def slot(context: Context, slug: str) -> SlotPrevu | None:
    """The planned slot that a button names, while it is still without an entry."""
    key = slug.removeprefix(f"{EXPLAIN}-")
    slots = qualite.planned_without_entry(context)
    return next((candidate for candidate in slots if slot_key(context, candidate) == key), None)


def slot_key(context: Context, slot: SlotPrevu) -> str:
    return f"{slot.jour:%m%d}.{slot.de:%H%M}.{context.programme.binomes[slot.binome]}"


def read_end(text: str, facts: ReadFacts) -> Reading:
    """A typed hour of the presence's own day, or of the night that followed."""
    debut: datetime = facts["debut"]
    # Within twenty hours of the start, a clock shows each hour once: no day need be asked.
    fin = parse_heure(text, min(facts["now"], debut + timedelta(hours=20)))
    if fin is None:
        return Reading(remark=UNREAD_HOUR)
    if fin < debut:
        return Reading(remark=BEFORE_START)
    return Reading(to_stamp(fin))


def _ends(row: Presence | None, now: datetime) -> tuple[Option, ...]:
    """The planned end and hours around it, after the start and not to come."""
    if row is None:
        return ()
    around = (row.fin_prevue + timedelta(minutes=shift) for shift in SHIFTS)
    return hour_options(at for at in around if row.debut < at <= now)


def _label(context: Context, row: Presence) -> str:
    """« mar. 17, Site A »."""
    programme = context.programme
    site = programme.site_label(row.site_id)
    return f"{_day(row.debut)}, {site}"


def _slot(context: Context, slot: SlotPrevu) -> str:
    config = context.programme.config
    start = datetime.combine(slot.jour, slot.de, PARIS)
    labels = f"{config.site(slot.site).label}, {config.binome(slot.binome).label}"
    return f"{_day(start)}, {heure(start)}, {labels} : pourquoi ?"


def _day(moment: datetime) -> str:
    local = paris(moment)
    return f"{JOURS[local.weekday()]}. {local.day}"
