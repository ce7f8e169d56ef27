"""In somebody's home, by the file alone: no position is taken, and no address is asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Base, Outbox, Presence, Signalement
from tests.handlers.mons import mons_team
from tests.handlers.people import MEDIATRICE, Team

HOME = {"latitude": 50.63751, "longitude": 3.10423}


@pytest.fixture
def visit(sqlite_database: Database, clock: MovableClock) -> Team:
    team = mons_team(sqlite_database, clock)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🚶 Mode", "À domicile")
    return team


def test_starting_says_what_is_not_noted(visit: Team) -> None:
    said = visit.taps(MEDIATRICE, "✅ Démarrer")
    assert "en binôme, à domicile. Période" in said
    assert "aucune adresse n'est notée, et le bot ne prend pas votre position" in said
    assert visit.rows(Presence)[0].mode == "domicile"


def test_another_mode_says_nothing_of_it(visit: Team) -> None:
    said = visit.taps(MEDIATRICE, "🚶 Mode", "Point fixe", "✅ Démarrer")
    assert "point fixe" in said
    assert "adresse" not in said


def test_a_position_is_neither_offered_nor_kept_anywhere(visit: Team) -> None:
    visit.taps(MEDIATRICE, "✅ Démarrer")
    visit.says(MEDIATRICE, "🔧 Signalement")
    said = visit.taps(MEDIATRICE, "Ferme-porte")
    assert "jamais l'adresse ni la porte de quelqu'un" in said
    assert visit.labels(MEDIATRICE)[:2] == ["📌 Site B", "⌨️ Je précise"]
    said = visit.sends(MEDIATRICE, {"location": HOME})
    assert "Elle n'est pas gardée" in said
    visit.taps(MEDIATRICE, "📌 Site B", "✅ Envoyer")
    assert visit.rows(Signalement)[0].latitude is None
    assert not any(str(HOME["longitude"]) in text for text in kept(visit))


def kept(team: Team) -> list[str]:
    """Every row of every table, the messages received included."""
    with team.database.transaction() as tx:
        return [
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in tx.execute(select(table))
        ]


@pytest.mark.parametrize(
    ("words", "address", "kept_on_purpose"),
    [
        ("porte cassée devant l'appartement 34", "devant l'appartement 34", ["Garder", "🤝"]),
        ("serrure cassée au 3e étage porte gauche", "au 3e étage porte gauche", ["Garder", "🤝"]),
        ("ascenseur en panne, 12 rue des Lilas", "12 rue des Lilas", []),
    ],
)
def test_no_address_is_taken_from_a_message(
    visit: Team, words: str, address: str, kept_on_purpose: list[str]
) -> None:
    visit.taps(MEDIATRICE, "✅ Démarrer")
    visit.says(MEDIATRICE, words)
    said = visit.taps(MEDIATRICE, *kept_on_purpose)
    assert f"« {address} (à domicile, aucune adresse n'est notée) »" in said
    visit.taps(MEDIATRICE, "✅ Envoyer")
    assert visit.rows(Signalement)[0].lieu == ""
    letters = [str(row.contenu) for row in visit.rows(Outbox) if row.canal == "email"]
    assert letters
    assert not any(address in letter for letter in letters)


def test_a_common_part_may_still_be_given_to_a_message(visit: Team) -> None:
    visit.taps(MEDIATRICE, "✅ Démarrer")
    visit.says(MEDIATRICE, "ferme porte HS hall 2")
    said = visit.taps(MEDIATRICE, "✏️ Modifier", "📌 Précision")
    assert "jamais l'adresse ni la porte de quelqu'un" in said
    visit.says(MEDIATRICE, "hall 2")
    visit.taps(MEDIATRICE, "✅ Envoyer")
    assert visit.rows(Signalement)[0].lieu == "hall 2"


def test_in_the_common_parts_a_position_is_asked_as_ever(visit: Team) -> None:
    visit.taps(MEDIATRICE, "🚶 Mode", "Entrées d'immeubles", "✅ Démarrer")
    visit.says(MEDIATRICE, "🔧 Signalement")
    visit.taps(MEDIATRICE, "Ferme-porte")
    assert "📍 Ma position" in visit.labels(MEDIATRICE)


@pytest.mark.parametrize(
    ("words", "categorie"),
    [
        ("ferme porte HS", "vt-ferme-porte"),
        ("vitre du hall cassée", "vt-vitrage-porte"),
        ("boîtes aux lettres fracturées", "vt-boites-lettres"),
        ("plus de lumière dans l'escalier", "vt-eclairage-communs"),
        ("ascenseur en panne", "vt-ascenseur"),
    ],
)
def test_what_belongs_to_the_building_goes_to_its_landlord(
    visit: Team, words: str, categorie: str
) -> None:
    visit.taps(MEDIATRICE, "✅ Démarrer")
    visit.says(MEDIATRICE, words)
    visit.taps(MEDIATRICE, "✅ Envoyer")
    (row,) = visit.rows(Signalement)
    assert (row.categorie, row.service) == (categorie, "sv-partenord")
