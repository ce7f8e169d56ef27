"""What is left to look at, as lines and buttons; each button says what it mends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.buttons import ROW_ID, Button, Keyboard, button
from bot.clock import PARIS, paris
from bot.domain.lecture.heures import parse_heure, to_stamp
from bot.domain.semaine import JOURS
from bot.engine.conditions import Answers, Facts
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import Option, Reading
from bot.feature.beforehand import EVERYTHING
from bot.feature.context import Context
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
)
"""What is mended, and of which presence or planned slot; it belongs to no row (0)."""
SHOWN: Final = 5
"""Of each kind at a time: a phone's screen."""
SHIFTS: Final = (0, -30, 30, -60, 60, -120)
ALL_WELL = "🔎 Tout est en ordre : rien à confirmer sur les quatorze derniers jours."


@dataclass(frozen=True, slots=True)
class Reste:
    """What is left, of each kind."""

    incertaines: list[Presence]
    sans_rencontre: list[Presence]
    sans_saisie: list[SlotPrevu]

    @property
    def total(self) -> int:
        return len(self.incertaines) + len(self.sans_rencontre) + len(self.sans_saisie)


def facts(context: Context, answers: Answers) -> Facts:
    left = remains(context)
    picked = presence(context, answers.get("choix"))
    slug = answers.get("choix") or ""
    return {
        "now": context.now,
        "ecran": said(left),
        "entrees": tuple(Option(*one) for one in buttons(context, left, _most(answers))),
        "a_corriger": slug.startswith(f"{CORRECT}-"),
        "a_expliquer": slug.startswith(f"{EXPLAIN}-"),
        "debut": picked.debut if picked else context.now,
        "choisie": _named(context, picked) if picked else "",
        "heures": _ends(picked, context.now),
        "motifs": options(context.programme.config.liste("motifs_creneau")),
    }


def remains(context: Context) -> Reste:
    tx, programme = context.tx, context.programme
    return Reste(
        qualite.unsure(tx, programme.id, context.now),
        qualite.without_rencontres(tx, programme.id, context.now),
        qualite.planned_without_entry(context),
    )


def said(left: Reste) -> str:
    """« 2 présences à confirmer, 3 créneaux sans saisie, … Touchez ce qui est juste. »"""
    return f"{counted(left)} Touchez ce qui est juste." if left.total else ALL_WELL


def counted(left: Reste) -> str:
    """« 2 présences à confirmer, 1 sans rencontre, 3 créneaux sans saisie, … »"""
    if not left.total:
        return ALL_WELL
    parts = (
        (left.incertaines, "présence à confirmer", "présences à confirmer"),
        (left.sans_rencontre, "présence sans rencontre", "présences sans rencontre"),
        (left.sans_saisie, "créneau prévu sans saisie", "créneaux prévus sans saisie"),
    )
    found = (pluriel(len(rows), one, many) for rows, one, many in parts if rows)
    return f"🔎 {', '.join(found)}, sur quatorze jours."


def buttons(context: Context, left: Reste, most: int | None = SHOWN) -> list[tuple[str, str]]:
    """(what it does, label) pairs; a presence has one button to accept and one to mend.

    most: how many of each kind; None for all of them.
    """
    found: list[tuple[str, str]] = []
    for row in left.incertaines[:most]:
        name = _named(context, row)
        end = heure(row.fin) if row.fin else ""
        found.append((f"{CONFIRM}-{row.id}", f"✅ {name} : fini à {end}"))
        found.append((f"{CORRECT}-{row.id}", f"✏️ {name} : autre fin"))
    for row in left.sans_rencontre[:most]:
        name = _named(context, row)
        found.append((f"{NOBODY}-{row.id}", f"👌 {name} : personne rencontrée"))
        found.append((f"{ASK}-{row.id}", f"📣 {name} : demander"))
    for slot in left.sans_saisie[:most]:
        found.append((f"{EXPLAIN}-{slot_key(context, slot)}", f"🗓 {_slot(context, slot)}"))
    return found


def _most(answers: Answers) -> int | None:
    return None if EVERYTHING.of(answers) else SHOWN


def keyboard(context: Context) -> Keyboard:
    """The same, under what was just mended: the next one is one tap away."""
    left = buttons(context, remains(context))
    return [[(label, button(A_CONFIRMER, 0, slug))] for slug, label in left]


def presence(context: Context, slug: object) -> Presence | None:
    """The presence that a button names, of this programme."""
    number = str(slug or "").rpartition("-")[2]
    row = context.tx.get(Presence, int(number)) if number.isdigit() else None
    return row if row is not None and row.dispositif_id == context.programme.id else None


def slot(context: Context, slug: str) -> SlotPrevu | None:
    """The planned slot that a button names, while it is still without an entry."""
    wanted = slug.removeprefix(f"{EXPLAIN}-")
    left = remains(context).sans_saisie
    return next((one for one in left if slot_key(context, one) == wanted), None)


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


def _named(context: Context, row: Presence) -> str:
    """« mar. 17, Site A »."""
    programme = context.programme
    site = programme.config.site(programme.site_slugs[row.site_id]).label
    return f"{_day(row.debut)}, {site}"


def _slot(context: Context, slot: SlotPrevu) -> str:
    config = context.programme.config
    start = datetime.combine(slot.jour, slot.de, PARIS)
    labels = f"{config.site(slot.site).label}, {config.binome(slot.binome).label}"
    return f"{_day(start)}, {heure(start)}, {labels} : pourquoi ?"


def _day(moment: datetime) -> str:
    local = paris(moment)
    return f"{JOURS[local.weekday()]}. {local.day}"
