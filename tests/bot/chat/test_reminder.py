"""« Sans nom ni détail… » comes where people may be written about, and nowhere else."""

from __future__ import annotations

import pytest

from tests.handlers.people import COORDINATION, INCONNUE, MEDIATRICE, Team

REMINDER = "Sans nom ni détail"


@pytest.mark.parametrize(
    ("entry", "taps"),
    [
        ("👥 Équipe", ["➕ Inviter", "Médiation de rue", "Binôme 2"]),
        ("/sites", ["✏️ Renommer", "Site A"]),
        ("/sites", ["➕ Site"]),
        ("/listes", ["Mésusages", "➕ Ajouter"]),
        ("/listes", ["Mésusages", "✏️ Renommer", "Dégradations"]),
    ],
)
def test_a_name_that_is_asked_for_is_not_forbidden_in_the_same_breath(
    team: Team, entry: str, taps: list[str]
) -> None:
    team.says(COORDINATION, entry)
    said = team.taps(COORDINATION, *taps)
    assert team.labels(COORDINATION)[-1].startswith("✖️"), "a question is open"
    assert REMINDER not in said


def test_nor_one_s_own_first_name_nor_a_count(team: Team) -> None:
    team.says(INCONNUE, f"/start {team.invite()}")
    assert REMINDER not in team.taps(INCONNUE, "✏️ Changer le prénom")
    team.says(MEDIATRICE, "8 ados calme")
    said = team.taps(MEDIATRICE, "📍 Site A", "✏️ Modifier", "👥 Rencontres")
    assert REMINDER not in said


def test_words_about_what_was_seen_are_reminded_of_it(team: Team) -> None:
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "📍 Site A", "🙂 4", "Moyenne", "+ ", "✅ Enregistrer")
    said = team.taps(MEDIATRICE, "✏️ Un mot")
    assert f"Pour l'équipe : rien n'en sort sans relecture. {REMINDER}" in said


@pytest.mark.parametrize("number", ["06 39 98 12 34", "0639981234", "+33 6.39.98.12.34"])
def test_no_telephone_number_is_kept_in_free_words(team: Team, number: str) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Éclairage")
    said = team.says(MEDIATRICE, f"devant le 12, appeler le {number}")
    assert "Rien n'est noté encore." in said
    assert "un numéro de téléphone" in said
    typed, _hour = team.written[MEDIATRICE]
    assert number not in team.taps(MEDIATRICE, "✂️ Remplacer")
    assert team.deleted == [typed], "what was not kept does not stay in the chat"
