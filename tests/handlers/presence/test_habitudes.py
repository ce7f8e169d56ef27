"""Without a planning, the usual site comes first, and words say why."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.handlers.people import MEDIATRICE, Team
from tests.handlers.presence.cast import retire_site_c


def was_on_site_c(team: Team, day: int) -> None:
    """At ten in the morning, for a moment."""
    team.clock.set(datetime(2026, 11, day, 9, 0, tzinfo=UTC))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📍 Autre site", "📍 Site C", "✅ Démarrer")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")


def test_without_a_slot_the_last_site_at_that_hour_is_offered(team: Team) -> None:
    was_on_site_c(team, 15)
    team.clock.set(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    said = team.says(MEDIATRICE, "▶️ Présence")
    assert said.startswith("<b>Site C</b> (comme dimanche dernier), en binôme.")


def test_without_a_slot_yesterday_s_site_comes_first_and_says_why(team: Team) -> None:
    was_on_site_c(team, 14)
    team.clock.set(datetime(2026, 11, 15, 15, 0, tzinfo=UTC))
    said = team.says(MEDIATRICE, "▶️ Présence")
    assert said == "<b>Site C</b> (comme hier), en binôme.\nVous démarrez ?"
    team.taps(MEDIATRICE, "📍 Autre site")
    assert team.labels(MEDIATRICE)[:2] == ["📍 Site C (comme hier)", "📍 Site A"]
    assert team.taps(MEDIATRICE, "📍 Site A").startswith("<b>Site A</b>, en binôme.")


def test_a_retired_site_is_no_habit(team: Team) -> None:
    was_on_site_c(team, 14)
    retire_site_c(team)
    team.clock.set(datetime(2026, 11, 15, 15, 0, tzinfo=UTC))
    assert "Site C" not in team.says(MEDIATRICE, "▶️ Présence")
