"""Dogs are counted once for all the people of one tally, if anybody says how many."""

from __future__ import annotations

from storage.models import Rencontre
from tests.handlers.people import MEDIATRICE, Team


def test_they_are_noted_with_each_public(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "26-59 ans", "✅ Fini", "🐕 Chiens", "2")
    team.taps(MEDIATRICE, "La moitié")
    assert [(row.nombre, row.chiens) for row in team.rows(Rencontre)] == [(1, 2), (1, 2)]


def test_nobody_has_to_say_it(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭ Passer")
    assert [row.chiens for row in team.rows(Rencontre)] == [None]
