"""The weeks that may be planned: this one, then each one to the last intervention's end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.semaine import Semaine, weeks
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from storage.programme import Programme

THIS_WEEK, NEXT_WEEK = "cette", "prochaine"
AHEAD: Final = 13
"""Weeks that may be planned where nothing is decided: an intervention's three months."""
MOST: Final = 27
"""Six months: an intervention and its renewal."""


def week_of(context: Context, answers: Answers) -> Semaine:
    """The one that was picked; this one before."""
    named = answers.get("semaine") or THIS_WEEK
    this = Semaine.of(context.now)
    known = {THIS_WEEK: this, NEXT_WEEK: this.shifted(1)}
    return known.get(named) or Semaine.parse(named)


def options(context: Context) -> tuple[Option, ...]:
    """« Cette semaine (du 16/11) », « La semaine prochaine (du 23/11) », « Semaine du 30/11 »."""
    this = Semaine.of(context.now)
    said = {0: "Cette semaine", 1: "La semaine prochaine"}
    return tuple(
        Option(slug_of(this, week), f"{said[rank]} (du {week.lundi:%d/%m})")
        if rank in said
        else Option(week.label, f"Semaine du {week.lundi:%d/%m/%Y}")
        for rank, week in enumerate(weeks(this.lundi, last_day(context)))
    )


def slug_of(this: Semaine, week: Semaine) -> str:
    """What names that week in the questions."""
    near = {this: THIS_WEEK, this.shifted(1): NEXT_WEEK}
    return near.get(week, week.label)


def last_day(context: Context) -> date:
    """The end of what is decided; three months ahead where nothing is, and never beyond six."""
    today = paris(context.now).date()
    ends = [one.fin for one in context.programme.config.interventions if one.fin >= today]
    last = max(ends, default=today + timedelta(weeks=AHEAD - 1))
    return min(max(last, today + timedelta(weeks=1)), today + timedelta(weeks=MOST - 1))


def mission_end(programme: Programme, site: str, day: date) -> date | None:
    """The last day of the intervention under way there that day; None when there is none."""
    ends = [fin for debut, fin in programme.missions.get(site, ()) if debut <= day <= fin]
    return max(ends, default=None)


def following(week: Semaine, last: date) -> Iterator[Semaine]:
    """Every week after that one, to the one that holds that day."""
    yield from weeks(week.shifted(1).lundi, last)
