"""A week of planning in words: slots, hours per site, periods covered, 60 % (COO-2, COO-3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from bot.casework import complementarite
from bot.casework.planning import by_binome, particular_days, why_off
from bot.domain.periodes import split
from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context
from bot.words import date_longue, duree, plage
from handlers.planning import choix, semaines
from handlers.planning.semaines import week_of
from storage import ecarts, planning
from storage.dispositif import actifs
from storage.planning import SlotPrevu


def facts(context: Context, answers: Answers) -> Facts:
    week, before = week_of(context, answers), Semaine.of(context.now).shifted(-1)
    return {
        "now": context.now,
        "semaines": semaines.options(context),
        "bilan": [] if answers.get("semaine") else list(account(context, before)),
        "lundi": date_longue(week.lundi),
        **_of_week(context, answers, week),
    }


def _of_week(context: Context, answers: Answers, week: Semaine) -> Facts:
    """What the next question on the week needs of its slots: a whole year's week is long."""
    slots: list[SlotPrevu] = []
    if answers.get("semaine"):
        slots = planning.week_slots(context.tx, context.programme, week)
    standing = [slot for slot in slots if not slot.annule]
    shown = not answers.get("geste")
    return {
        "lignes": list(_lines(context, week, slots)) if shown else [],
        **choix.facts(context, answers, standing),
    }


def _lines(context: Context, week: Semaine, slots: list[SlotPrevu]) -> Iterator[dict[str, object]]:
    """Particular days, each site, then the week of each binôme, in one line (`dite`)."""
    standing = [slot for slot in slots if not slot.annule]
    for said in particular_days(context.programme, week.lundi, week.dimanche):
        yield {"dite": said}
    yield from _by_site(context, week, slots)
    for said in (
        *by_binome(context.programme, standing),
        *complementarite.lines(context, week, standing),
    ):
        yield {"dite": said}


def account(context: Context, week: Semaine) -> Iterator[str]:
    """« Site A : 24 h 00 prévues, 3 h 48 faites (Météo). »"""
    config = context.programme.config
    for ecart in ecarts.planned_and_done(context.tx, context.programme, week):
        labels = [config.element("motifs_creneau", slug).label for slug in ecart.motifs]
        why = ", ".join(
            f"{label} × {n}" if n > 1 else label for label, n in Counter(labels).items()
        )
        planned, done = f"{duree(ecart.prevues)} prévues", f"{duree(ecart.faites)} faites"
        yield f"{config.site(ecart.site).label} : {planned}, {done}{f' ({why})' if why else ''}"


def _by_site(
    context: Context, week: Semaine, slots: list[SlotPrevu]
) -> Iterator[dict[str, object]]:
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
            "creneaux": [_label(context, slot) for slot in here],
            "manque": _over(context, site.slug, week)
            or _missing(context, [tranches(*slot.bornes()) for slot in standing]),
        }


def _over(context: Context, site: str, week: Semaine) -> str:
    """Why the week of the file says nothing of a site: its last intervention ended before."""
    ends = [fin for _debut, fin in context.programme.missions.get(site, ())]
    if not ends or max(ends) >= week.lundi:
        return ""
    return f"intervention terminée le {date_longue(max(ends))}"


def _missing(context: Context, slots: list[frozenset[str]]) -> str:
    """The periods where nobody is planned (000 l.120: journée, soirée, week-end)."""
    if not slots:
        return "rien de prévu"
    covered = frozenset().union(*slots)
    tranches = actifs(context.programme.config.periodes.tranches)
    empty = [tranche.label.lower() for tranche in tranches if tranche.slug not in covered]
    return f"personne en {', '.join(empty)}" if empty else ""


def _label(context: Context, slot: SlotPrevu) -> str:
    """« lun. 16, 17 h – 21 h, Binôme 1 »; a cancelled one says why, and who is away is said."""
    binome = context.programme.config.binome(slot.binome).label
    label = f"{choix.day(slot)}, {plage(slot.de, slot.a)}, {binome}"
    if slot.annule:
        return f"{label} : {why_off(context.programme, slot)}"
    away = choix.away(context, slot)
    return f"{label} : sans {away}" if away else label
