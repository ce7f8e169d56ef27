"""Silence at the end of a presence: the coordination is told once, the mediators know it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.presence.clock import follow_up
from storage.models import Outbox, Presence
from storage.work import Work
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team

ASKED = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)
"""Thirty minutes after the planned end, 21:00 in Paris."""


def ticks(team: Team, moment: datetime) -> None:
    team.clock.set(moment)
    for _ in range(2):
        with team.database.transaction() as tx:
            follow_up(
                Work(tx, team.programme, team.clock.now()),
            )
    team.deliver()


def overruns(team: Team, minutes: int = 15) -> None:
    """Asked at 21:30, and nobody answered for so many minutes."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    ticks(team, ASKED)
    ticks(team, ASKED + timedelta(minutes=minutes))


def alarms(team: Team) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.cle.startswith("securite:")]


def test_the_question_asks_whether_all_is_well_and_waits_a_quarter_of_an_hour(team: Team) -> None:
    overruns(team, 14)
    assert team.reads(MEDIATEUR).endswith("devait finir à 21 h 00. Tout va bien ?")
    assert alarms(team) == []


def test_without_an_answer_the_coordination_is_told_once_and_the_mediators_know(
    team: Team,
) -> None:
    overruns(team)
    ticks(team, ASKED + timedelta(minutes=40))
    assert team.shown(COORDINATION) == [
        "⚠️ Site A : la présence (Binôme 1) devait finir à 21 h 00. À 21 h 30, le bot a demandé "
        "aux médiateurs si tout va bien. Personne n'a répondu depuis 15 minutes. Appelez-les."
    ]
    assert [row.canal for row in alarms(team)] == ["telegram", "email"]
    for who in (MEDIATRICE, MEDIATEUR):
        assert "la coordination est prévenue" in team.reads(who)
        assert "Médiat" not in team.shown(COORDINATION)[0], "no name"


def test_an_answer_in_time_cancels_it(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    ticks(team, ASKED)
    team.taps(MEDIATEUR, "✅ Encore là")
    ticks(team, ASKED + timedelta(minutes=60))
    assert alarms(team) == []


def test_a_later_answer_lifts_the_alarm_and_a_new_silence_raises_another(team: Team) -> None:
    overruns(team)
    team.taps(MEDIATRICE, "✅ Encore là")
    assert "L'alerte est levée" in team.reads(COORDINATION)
    assert "Binôme 1 a répondu" in team.reads(COORDINATION)
    ticks(team, ASKED + timedelta(minutes=15 + 60 + 30))
    ticks(team, ASKED + timedelta(minutes=15 + 60 + 45))
    assert "devait finir à 22 h 45" in team.reads(COORDINATION)


def test_stopping_by_the_menu_lifts_it_too(team: Team) -> None:
    overruns(team)
    team.says(MEDIATRICE, "/terminer")
    team.taps(MEDIATRICE, "⏹ Terminer")
    assert "L'alerte est levée" in team.reads(COORDINATION)


def test_two_hours_after_it_is_closed_to_be_confirmed_as_before(team: Team) -> None:
    overruns(team)
    ticks(team, ASKED + timedelta(minutes=90))
    (presence,) = team.rows(Presence)
    assert (presence.fin, presence.a_confirmer) == (presence.fin_prevue, True)
    team.taps(MEDIATRICE, "✅ Oui, fini à 21 h 00")
    assert "L'alerte est levée" in team.reads(COORDINATION)


def test_a_bot_that_slept_through_it_still_tells_before_it_closes(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    ticks(team, ASKED)
    ticks(team, ASKED + timedelta(hours=5))
    assert "Appelez-les" in team.reads(COORDINATION)
    assert team.rows(Presence)[0].fin is not None
