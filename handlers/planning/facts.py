"""A week of planning in words: slots, hours per site, periods covered, 60 % (COO-2, COO-3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from bot.casework.planning import by_binome
from bot.domain.periodes import split
from bot.domain.semaine import JOURS, Semaine
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.questions.jours import day_options
from bot.words import date_longue, duree, plage
from storage import ecarts, planning
from storage.dispositif import actifs
from storage.planning import SlotPrevu

THIS_WEEK, NEXT_WEEK = "cette", "prochaine"
ADD, CANCEL, COPY, FROM_FILE = "ajouter", "annuler", "copier", "fichier"
USUAL: Final = ("1400-1800", "1700-2100")


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    week = week_of(context, answers)
    return {
        "now": context.now,
        "semaines": _weeks(context),
        "bilan": [] if answers.get("semaine") else list(last_week(context)),
        "lundi": date_longue(week.lundi),
        "binomes": options(config.binomes),
        "sites": options(config.sites),
        "jours": day_options(week.lundi + timedelta(days=n) for n in range(7)),
        "motifs": options(config.liste("motifs_creneau")),
        **_of_week(context, answers),
    }


def week_of(context: Context, answers: Answers) -> Semaine:
    return Semaine.of(context.now).shifted(1 if answers.get("semaine") == NEXT_WEEK else 0)


def _of_week(context: Context, answers: Answers) -> Facts:
    """What the next question on the week needs of its slots: a whole year's week is long."""
    slots: list[SlotPrevu] = []
    if answers.get("semaine"):
        slots = planning.week_slots(context.tx, context.programme, week_of(context, answers))
    standing = [slot for slot in slots if not slot.annule]
    shown, cancelling = not answers.get("geste"), answers.get("geste") == CANCEL
    return {
        "lignes": list(_lines(context, slots, standing)) if shown else [],
        "gestes": _gestes(bool(standing), answers.get("semaine") == NEXT_WEEK),
        "horaires": _hours(context, answers, standing),
        "creneaux": _buttons(context, standing) if cancelling else (),
    }


def _lines(
    context: Context, slots: list[SlotPrevu], standing: list[SlotPrevu]
) -> Iterator[dict[str, object]]:
    """Each site, then the week of each binôme in one line (`dite`)."""
    yield from _by_site(context, slots)
    for said in by_binome(context.programme, standing):
        yield {"dite": said}


def key(context: Context, slot: SlotPrevu) -> str:
    """What names a slot on a button: its day, its hour and the number of its binôme."""
    return f"{slot.jour:%m%d}-{slot.de:%H%M}-{context.programme.binomes[slot.binome]}"


def parse_range(slug: str) -> tuple[time, time]:
    """« 1700-2100 » as two hours."""
    de, a = (time(int(part[:2]), int(part[2:])) for part in slug.split("-"))
    return de, a


def last_week(context: Context) -> Iterator[str]:
    """« Site A : 24 h 00 prévues, 3 h 48 faites (Météo). »"""
    config = context.programme.config
    week = Semaine.of(context.now).shifted(-1)
    for ecart in ecarts.planned_and_done(context.tx, context.programme, week):
        labels = [config.element("motifs_creneau", slug).label for slug in ecart.motifs]
        why = ", ".join(
            f"{label} × {n}" if n > 1 else label for label, n in Counter(labels).items()
        )
        planned, done = f"{duree(ecart.prevues)} prévues", f"{duree(ecart.faites)} faites"
        yield f"{config.site(ecart.site).label} : {planned}, {done}{f' ({why})' if why else ''}"


def _weeks(context: Context) -> tuple[Option, ...]:
    this = Semaine.of(context.now)
    return (
        Option(THIS_WEEK, f"Cette semaine (du {this.lundi:%d/%m})"),
        Option(NEXT_WEEK, f"La semaine prochaine (du {this.shifted(1).lundi:%d/%m})"),
    )


def _gestes(standing: bool, coming: bool) -> tuple[Option, ...]:
    gestes = [Option(ADD, "➕ Ajouter un créneau")]
    if standing:
        gestes.append(Option(CANCEL, "↩️ Annuler un créneau"))
    if coming:
        gestes.append(Option(COPY, "📋 Reprendre cette semaine-ci"))
        gestes.append(Option(FROM_FILE, "↩️ Revenir au planning type"))
    return tuple(gestes)


def _by_site(context: Context, slots: list[SlotPrevu]) -> Iterator[dict[str, object]]:
    """Each site: its hours, what they cover, and its slots."""
    calendar = context.programme.calendrier

    @cache
    def tranches(debut: datetime, fin: datetime) -> frozenset[str]:
        """Many binômes have the same hours: these are cut once."""
        return frozenset(part.tranche for part in split(debut, fin, calendar))

    sites: defaultdict[str, list[SlotPrevu]] = defaultdict(list)
    for slot in slots:
        sites[slot.site].append(slot)
    for site in actifs(context.programme.config.sites):
        here = sites[site.slug]
        standing = [slot for slot in here if not slot.annule]
        yield {
            "dite": "",
            "site": site.label,
            "heures": duree(sum(slot.minutes for slot in standing)),
            "creneaux": [_label(context, slot, with_site=False) for slot in here],
            "manque": _missing(context, [tranches(*slot.bornes()) for slot in standing]),
        }


def _missing(context: Context, slots: list[frozenset[str]]) -> str:
    """The periods where nobody is planned (000 l.120: journée, soirée, week-end)."""
    if not slots:
        return "rien de prévu"
    covered = frozenset().union(*slots)
    tranches = actifs(context.programme.config.periodes.tranches)
    empty = [tranche.label.lower() for tranche in tranches if tranche.slug not in covered]
    return f"personne en {', '.join(empty)}" if empty else ""


def overlaps(slot: SlotPrevu, others: list[SlotPrevu]) -> bool:
    """Whether its binôme is planned elsewhere meanwhile: it is at one place at a time."""
    de, a = slot.bornes()
    return any(
        other.binome == slot.binome and other.bornes()[0] < a and de < other.bornes()[1]
        for other in others
    )


def _hours(context: Context, answers: Answers, standing: list[SlotPrevu]) -> tuple[Option, ...]:
    """The hours of the file first, a team has its habits; those that are free."""
    written = [
        f"{creneau.de:%H%M}-{creneau.a:%H%M}" for creneau in context.programme.config.creneaux
    ]
    usual = [slug for slug, _times in Counter([*written, *USUAL]).most_common(4)]
    binome, day = answers.get("binome"), answers.get("jour")
    if not binome or not day:
        return ()
    ranges = ((slug, *parse_range(slug)) for slug in usual)
    return tuple(
        Option(slug, plage(de, a))
        for slug, de, a in ranges
        if not overlaps(SlotPrevu(binome, "", date.fromisoformat(day), de, a), standing)
    )


def _label(context: Context, slot: SlotPrevu, *, with_site: bool = True) -> str:
    """« lun. 16, 17 h – 21 h, Site A, Binôme 1 »; a cancelled one says why."""
    config = context.programme.config
    parts = [_day(slot), plage(slot.de, slot.a)]
    if with_site:
        parts.append(config.site(slot.site).label)
    parts.append(config.binome(slot.binome).label)
    label = ", ".join(parts)
    if not slot.annule:
        return label
    why = config.element("motifs_creneau", slot.motif).label.lower() if slot.motif else "annulé"
    return f"{label} : annulé ({why})"


def _buttons(context: Context, slots: list[SlotPrevu]) -> tuple[Option, ...]:
    """« lun. 16, 17 h – 21 h, Site A »; with its binôme where two would read the same."""
    short = [_short(context, slot) for slot in slots]
    times = Counter(short)
    return tuple(
        Option(key(context, slot), _label(context, slot) if times[name] > 1 else name)
        for slot, name in zip(slots, short, strict=True)
    )


def _short(context: Context, slot: SlotPrevu) -> str:
    hours = plage(slot.de, slot.a)
    return f"{_day(slot)}, {hours}, {context.programme.config.site(slot.site).label}"


def _day(slot: SlotPrevu) -> str:
    return f"{JOURS[slot.jour.weekday()]}. {slot.jour.day}"
