"""Told once at noon, whatever the clock does; the button answers to whoever was asked."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.buttons import button
from bot.feature.contract import UNKNOWN
from bot.timetable import timetable
from handlers.eau import buttons, clock
from storage.models import Personne
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team


def ticks(team: Team, hour: int) -> None:
    """The clock looks twice, at that hour in Paris."""
    team.clock.set(datetime(2026, 11, 18, hour - 1, 0, tzinfo=UTC))
    (job,) = [one for one in timetable(team.desk) if one.name == "water at noon"]
    for _ in range(2):
        team.rings(job.does)
    team.deliver()


def test_it_is_said_once_and_answered(team: Team) -> None:
    ticks(team, 11)
    assert team.shown(MEDIATRICE) == []
    ticks(team, 12)
    assert team.shown(MEDIATRICE) == [clock.ASK]
    assert team.taps(MEDIATRICE, "✅ C'est fait") == buttons.DONE


def test_nobody_answers_for_somebody_else(team: Team) -> None:
    ticks(team, 12)
    (other,) = [one for one in team.rows(Personne) if one.telegram_id == MEDIATEUR]
    message_id, _data = team.button(MEDIATRICE, "✅")
    assert team.presses(MEDIATRICE, message_id, button(clock.BU, other.id, "fait")) == UNKNOWN
