"""The nights when clocks change: an hour typed is understood, on its day, without doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.models import Presence, PresenceSegment, Rencontre
from tests.handlers.people import MEDIATRICE, Team

OCTOBER, MARCH = datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)
"""At 01:00 UTC of that day, clocks in Paris go from 03:00 to 02:00, then from 02:00 to 03:00."""


def begun(team: Team, now: datetime, typed: str) -> str:
    """A presence started at `now`, said to have begun at the hour typed."""
    team.clock.set(now)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🕐 Déjà commencé")
    return team.says(MEDIATRICE, typed)


@pytest.mark.parametrize(
    ("night", "minutes", "meant", "said"),
    [
        (OCTOBER, 130, 90, "2 h 30 (heure d'hiver)"),  # 03:10: the last 02:30
        (OCTOBER, 100, 90, "2 h 30 (heure d'hiver)"),  # 02:40, winter
        (OCTOBER, 70, 30, "2 h 30 (heure d'été)"),  # 02:10, winter: the second is still to come
        (OCTOBER, 40, 30, "2 h 30 (heure d'été)"),  # 02:40, summer
        (MARCH, 120, 90, "3 h 30"),  # 04:00: a watch not put forward showed 02:30 at 03:30
        (MARCH, 70, 30, "1 h 30"),  # 03:10: that is still to come, 40 minutes ago is not
    ],
)
def test_an_hour_that_comes_twice_or_never_is_the_last_one_and_says_which(
    team: Team, night: datetime, minutes: int, meant: int, said: str
) -> None:
    shown = begun(team, night + timedelta(minutes=minutes), "2h30")
    assert f"depuis {said}" in shown
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert team.rows(Presence)[0].debut == night + timedelta(minutes=meant)


def test_buttons_of_that_night_are_told_apart(team: Team) -> None:
    team.clock.set(OCTOBER + timedelta(minutes=90))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🕐 Déjà commencé")
    labels = team.labels(MEDIATRICE)
    assert "2 h 25 (heure d'hiver)" in labels
    assert "2 h 30 (heure d'été)" in labels
    assert max(len(label) for label in labels) <= 32


def test_a_message_says_it_too_and_yesterday_s(team: Team) -> None:
    team.clock.set(OCTOBER + timedelta(minutes=130))
    team.says(MEDIATRICE, "8 ados calme à 2h30")
    assert "🕐 Heure : 2 h 30 (heure d'hiver)" in team.taps(MEDIATRICE, "📍 Site A")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    assert team.rows(Rencontre)[0].le == OCTOBER + timedelta(minutes=90)
    team.clock.set(OCTOBER + timedelta(hours=26))
    team.says(MEDIATRICE, "3 ados calme hier 2h30")
    assert "2 h 30 (heure d'hiver)" in team.taps(MEDIATRICE, "📍 Site A")


def test_a_presence_through_that_night_counts_every_hour(team: Team) -> None:
    begun(team, OCTOBER + timedelta(minutes=130), "1h30")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")
    assert sum(one.minutes for one in team.rows(PresenceSegment)) == 160
