"""Categories, durations and presets of the time out of the street, and the week in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.casework import ambiance
from bot.casework import part_terrain as part
from bot.domain.semaine import Semaine
from bot.domain.temps import journee_de
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.words import duree, jour_court, weekday
from storage import temps, venues
from storage.models import HorsTerrain
from storage.programme import Programme

LEARNED, OFFERED = 4, 5
HABITS: Final = timedelta(weeks=52)
"""What was noted before says nothing of what is usual now."""
DAY = "%Y%m%d"
CORRECTED: Final = timedelta(days=7)
LATE_DAYS: Final = 3
TODAY: Final = "noter"
NOTHING: Final = Option("rien-de-plus", "Rien de plus ce jour-là")

JOUR_DIT: Final = Beforehand[str]("jour")
"""The day that was asked about."""


def facts(context: Context, answers: Answers) -> Facts:
    rules = context.programme.config.hors_terrain
    nothing = (NOTHING,) if _late_day(answers) else ()
    return {
        "categories": (
            *options(context.programme.config.liste("temps_hors_terrain")),
            *nothing,
        ),
        "durees": tuple(
            Option(str(minutes), length(context.programme, minutes))
            for minutes in (*rules.durees, rules.demi_journee_minutes)
        ),
    }


def own_week(context: Context, answers: Answers) -> Facts:
    """The same, with the person's own week, shown to nobody else, and the team's share."""
    semaine, manques = Semaine.of(context.now), part.missing(context)
    mine = temps.of_person(context.tx, context.person, semaine.bornes()[0], semaine.lundi)
    week = {"semaine": semaine.numero, "total": mine.total, "presence": mine.presence}
    lacking = manques.get(context.person.id, [])
    equipe = part.team_share(context, manques)
    said = {"ailleurs": mine.hors_terrain, "manque": part.said(lacking), "equipe": equipe}
    sites = {"ambiances": _ambiances(context), "suites": _afterwards(context, lacking)}
    return {**facts(context, answers), **week, **said, **sites}


def _ambiances(context: Context) -> list[str]:
    """The curve of each site where the binôme has been these twelve weeks (MED-7)."""
    binome_id = context.person.binome_id
    if binome_id is None:
        return []
    since = Semaine.of(context.now).shifted(1 - ambiance.WEEKS).bornes()[0]
    return ambiance.curves(context, venues.sites_of(context.tx, binome_id, since))


def _afterwards(context: Context, lacking: Sequence[date]) -> tuple[Option, ...]:
    """Today's time, or that of the last days that miss some: a week back, as MED-10."""
    back = journee_de(context.now) - CORRECTED
    days = [day for day in reversed(lacking) if day >= back][:LATE_DAYS]
    late = (Option(day.isoformat(), f"➕ Pour {weekday(day)} {jour_court(day)}") for day in days)
    return (Option(TODAY, "➕ Noter du temps hors terrain"), *late)


def day_of(answers: Answers, now: datetime) -> date:
    """The day asked about, or picked in one's week, or the working day under way."""
    stamp = JOUR_DIT.of(answers) or _late_day(answers)
    return date.fromisoformat(stamp) if stamp else journee_de(now)


def _late_day(answers: Answers) -> str:
    """« 2026-11-17 », picked in one's week to be made whole; « » for today."""
    picked = str(answers.get("suite") or TODAY)
    return "" if picked == TODAY else picked


def length(programme: Programme, minutes: int) -> str:
    """« 30 min », « 2 h », « ½ journée »."""
    if minutes == programme.config.hors_terrain.demi_journee_minutes:
        return "½ journée"
    if minutes < 60:
        return f"{minutes} min"
    return duree(minutes) if minutes % 60 else f"{minutes // 60} h"


def describe(programme: Programme, categorie: str, minutes: int) -> str:
    """« Écrits 1 h »: the first word of the category is enough on a button."""
    label = programme.config.element("temps_hors_terrain", categorie).label
    return f"{label.partition(',')[0]} {length(programme, minutes)}"


def presets(context: Context, person_id: int) -> Sequence[tuple[str, int]]:
    """What this person notes most, then the dispositif's own suggestions: five in all."""
    config = context.programme.config
    offered = {element.slug for element in config.liste("temps_hors_terrain")}
    since = journee_de(context.now) - HABITS
    habits = temps.usual(context.tx, person_id, since, LEARNED)
    defaults = ((preset.categorie, preset.minutes) for preset in config.hors_terrain.prereglages)
    pairs = (pair for pair in (*habits, *defaults) if pair[0] in offered)
    return tuple(dict.fromkeys(pairs))[:OFFERED]


def again(
    context: Context, person_id: int, day: date, noted: Sequence[HorsTerrain]
) -> tuple[date, Counter[tuple[str, int]]]:
    """The last day noted before that one, and those of its lines that are not `noted` yet."""
    before = temps.last_noted(context.tx, person_id, day)
    config = context.programme.config
    offered = {element.slug for element in config.liste("temps_hors_terrain")}
    lines = Counter((row.categorie, row.minutes) for row in before if row.categorie in offered)
    return before[0].jour if before else day, lines - counted(noted)


def counted(rows: Sequence[HorsTerrain]) -> Counter[tuple[str, int]]:
    """How many times each (category, minutes) is noted."""
    return Counter((row.categorie, row.minutes) for row in rows)


def noted(programme: Programme, rows: Sequence[HorsTerrain]) -> str:
    return ", ".join(describe(programme, row.categorie, row.minutes) for row in rows)
