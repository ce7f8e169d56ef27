"""The comités in words, and what may be said of each meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.interventions import not_sunday
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.questions.jours import day_options, last_days, sunday
from bot.words import date_longue, jour
from storage import reunions
from storage.cadence import comptes
from storage.models import Reunion

PLAN, HELD, PUT_OFF = "prevoir", "tenue", "reportee"
KEPT: Final = Option("oui", "✅ Garder")
MEETING, UNPLANNED = "r", "c."


def facts(context: Context, answers: Answers) -> Facts:
    today = paris(context.now).date()
    planned = reunions.open_ones(context.tx, context.programme.id)
    choice = str(answers.get("reunion_tenue") or "")
    coming = answers.get("jour") or answers.get("report")
    day = date.fromisoformat(coming) if coming else today
    return {
        "now": context.now,
        "today": today,
        "lignes": list(_lines(context, planned, today)),
        "gestes": _gestes(bool(planned)),
        "comites": options(context.programme.config.instances),
        "a_venir": day_options(not_sunday(today + timedelta(days=n)) for n in (7, 14, 21, 28)),
        "tenables": (
            *_meetings(context, [row for row in planned if row.jour <= today]),
            *_unplanned(context),
        ),
        "reportables": _meetings(context, planned),
        "passes": last_days(today),
        "sans_date": choice.startswith(UNPLANNED),
        **sunday(day, KEPT, today=today, last=date.max),
    }


def meeting(context: Context, key: str) -> Reunion | None:
    """The open meeting behind « r12 », of this programme."""
    planned = reunions.open_ones(context.tx, context.programme.id)
    return next((row for row in planned if f"{MEETING}{row.id}" == key), None)


def meeting_on(context: Context, comite: str, day: date) -> Reunion | None:
    """The open meeting of that comité on that day."""
    planned = reunions.open_ones(context.tx, context.programme.id)
    return next((row for row in planned if (row.comite, row.jour) == (comite, day)), None)


def label(context: Context, comite: str) -> str:
    return context.programme.config.comite(comite).label


def _lines(context: Context, planned: list[Reunion], today: date) -> Iterator[str]:
    """« Comité opérationnel Ouest : 1 réunion sur 3 depuis le 28 septembre. Prochaine : … »"""
    counts = {cadence.comite.slug: cadence for cadence in comptes(context.tx, context.programme)}
    for comite in context.programme.config.instances:
        line = comite.label
        count = counts.get(comite.slug)
        if count:
            line += f" : {count.compte} depuis le {date_longue(count.depuis)}"
            line += ", il reste peu de temps ⚠️" if count.too_short(today) else ""
        coming = [row.jour for row in planned if row.comite == comite.slug]
        yield f"{line}. Prochaine réunion : {jour(coming[0]) if coming else 'à fixer'}."


def _gestes(planned: bool) -> tuple[Option, ...]:
    later = (Option(PUT_OFF, "❌ Reportée"),) if planned else ()
    return (Option(PLAN, "🗓 Prévoir une réunion"), Option(HELD, "✅ Tenue"), *later)


def _meetings(context: Context, planned: list[Reunion]) -> tuple[Option, ...]:
    return tuple(
        Option(f"{MEETING}{row.id}", f"{label(context, row.comite)}, {row.jour:%d/%m}")
        for row in planned
    )


def _unplanned(context: Context) -> tuple[Option, ...]:
    """A meeting that nobody had written down counts as well."""
    comites = context.programme.config.instances
    return tuple(
        Option(f"{UNPLANNED}{comite.slug}", f"{comite.label}, autre date") for comite in comites
    )
