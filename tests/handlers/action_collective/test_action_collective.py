"""A collective action in six taps, seven or eight with partners."""

from __future__ import annotations

import pytest

from storage.models import ActionCollective, Note
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def test_six_taps_without_a_partner(street: Team) -> None:
    street.says(MEDIATRICE, "➕ Autre")
    said = street.taps(
        MEDIATRICE, "🤝", "Réunion d'habitants", "Propreté", "6 à 10", "✅ Enregistrer"
    )
    assert (
        said.partition("\n")[0]
        == "🤝 Réunion d'habitants, Propreté, 6 à 10 participants. C'est noté."
    )
    (row,) = street.rows(ActionCollective)
    assert (row.type, row.theme, row.participants) == ("ac-reunion", "th-proprete", "p-6-10")
    assert (row.partenaires, row.presence_id) == ([], 1)


def test_eight_taps_with_two_partners_and_a_word(street: Team) -> None:
    street.says(MEDIATRICE, "/action")
    said = street.taps(
        MEDIATRICE,
        *("Marche exploratoire", "Tranquillité", "11 à 20"),
        *("Centre social", "Conseil citoyen", "✅ Enregistrer"),
    )
    assert "avec Centre social et Conseil citoyen" in said
    street.taps(MEDIATRICE, "✏️ Ce qui en ressort")
    street.says(MEDIATRICE, "L'éclairage revient souvent.")
    (note,) = street.rows(Note)
    assert (note.objet, note.objet_id) == ("action_collective", 1)


def test_an_action_begun_is_kept_while_something_else_is_done(team: Team) -> None:
    team.says(MEDIATEUR, "/action")
    team.taps(MEDIATEUR, "📍 Site B", "Concertation")
    team.says(MEDIATEUR, "📋 Ma journée")
    assert "« Action collective »" in team.taps(MEDIATEUR, "✖️")
    team.taps(MEDIATEUR, "▶️ Reprendre", "Jeunesse", "1 à 5", "✅ Enregistrer")
    assert "Action" not in team.day(MEDIATEUR).split("\n")[0]
    assert "Concertation, Jeunesse, 1 à 5 participants" in team.day(MEDIATEUR)
