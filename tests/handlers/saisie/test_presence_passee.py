"""An entry told the day after belongs to the presence that was running at its hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Rencontre
from tests.handlers.people import MEDIATRICE, Team


@pytest.fixture
def next_day(team: Team) -> Team:
    """The evening on Site A is over, from 17:04 to 21:04; it is 13:04 the day after."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=4))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    team.clock.advance(timedelta(hours=16))
    return team


def test_its_site_is_not_asked_and_its_figures_are_that_evening_s(next_day: Team) -> None:
    assert "📍 Lieu : Site A" in next_day.says(MEDIATRICE, "hier 19h, 8 ados")
    next_day.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = next_day.rows(Rencontre)
    assert (row.presence_id, row.nombre) == (1, 8)


@pytest.mark.parametrize("text", ["hier 14h, 8 ados", "8 ados"])
def test_at_an_hour_without_a_presence_the_site_is_asked(next_day: Team, text: str) -> None:
    assert "Sur quel site ?" in next_day.says(MEDIATRICE, text)


def test_another_site_said_is_another_place(next_day: Team) -> None:
    next_day.says(MEDIATRICE, "hier 19h, site B, 8 ados")
    next_day.taps(MEDIATRICE, "✅ Enregistrer")
    assert next_day.rows(Rencontre)[0].presence_id is None
