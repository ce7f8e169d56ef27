"""« Annuler la dernière » reaches a week back, and names what it undoes before it does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Audit, Rencontre
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def yesterday(team: Team) -> Team:
    """Eight ados counted yesterday at 17:04, nothing since."""
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "📍 Site A", "✅ Enregistrer", "⏭ Passer")
    team.clock.advance(timedelta(days=1))
    return team


def kept(team: Team) -> list[int]:
    return [row.nombre for row in team.rows(Rencontre) if row.supprimee_le is None]


def test_the_command_names_it_then_undoes_it(yesterday: Team) -> None:
    said = yesterday.says(MEDIATRICE, "/annuler_derniere")
    assert "mardi 17 novembre, 17 h 04 · 8 × 12-17 ans" in said
    assert kept(yesterday) == [8]
    assert yesterday.taps(MEDIATRICE, "↩️ Oui").startswith("🗑 Supprimé : 17 h 04 · 8 ×")
    assert kept(yesterday) == []
    assert [row.acte for row in yesterday.rows(Audit)] == ["supprimer"]


def test_either_of_the_binome_may_and_nobody_else(yesterday: Team) -> None:
    assert "rien à annuler" in yesterday.says(AUTRE_BINOME, "/annuler_derniere")
    assert "8 × 12-17 ans" in yesterday.says(MEDIATEUR, "/annuler_derniere")


def test_kept_after_all(yesterday: Team) -> None:
    yesterday.says(MEDIATRICE, "/annuler_derniere")
    assert yesterday.taps(MEDIATRICE, "✖️ Non") == "↩️ Rien n'a été annulé."
    assert kept(yesterday) == [8]


def test_a_newer_entry_is_not_undone_in_its_place(yesterday: Team) -> None:
    yesterday.says(MEDIATRICE, "/annuler_derniere")
    yesterday.says(MEDIATEUR, "3 adultes")
    yesterday.taps(MEDIATEUR, "📍 Site A", "✅ Enregistrer", "⏭ Passer")
    yesterday.taps(MEDIATRICE, "↩️ Oui")
    assert kept(yesterday) == [3]


def test_the_button_of_ma_journee_reaches_back_too(yesterday: Team) -> None:
    assert "Rien n'est noté" in yesterday.day(MEDIATRICE)
    said = yesterday.taps(MEDIATRICE, "↩️ Annuler la dernière")
    assert said.startswith("mardi 17 novembre, 17 h 04 · 8 × 12-17 ans")
    yesterday.taps(MEDIATRICE, "🗑 Supprimer")
    assert kept(yesterday) == []


def test_after_seven_days_there_is_nothing_to_undo(yesterday: Team) -> None:
    yesterday.clock.advance(timedelta(days=6, minutes=1))
    assert "rien n'est noté depuis sept jours" in yesterday.says(MEDIATRICE, "/annuler_derniere")
