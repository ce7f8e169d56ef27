"""The hall and the landlord of a defect in a building (I05, 001 l.86)."""

from __future__ import annotations

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Alerte, Outbox, Signalement
from tests.handlers.mons import mons_team
from tests.handlers.people import MEDIATRICE, Team


def reported(team: Team) -> tuple[Signalement, set[str]]:
    row = team.rows(Signalement)[-1]
    return row, {one.service for one in team.rows(Alerte) if one.signalement_id == row.id}


def letters(team: Team) -> str:
    return "\n".join(row.contenu["text"] for row in team.rows(Outbox) if row.canal == "email")


def test_a_door_closer_is_in_a_hall_wherever_the_site_is(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    said = team.taps(MEDIATRICE, "📍 Site A", "Porte, hall", "Ferme-porte", "📌 Site A")
    assert "Ferme-porte</b> · Site A (Hall, parties communes) · sous 72 h · → Bailleur" in said
    team.taps(MEDIATRICE, "✅ Envoyer")
    row, services = reported(team)
    assert (row.type_lieu, services) == ("hall", {"sv-bailleur"})
    assert "Site A, Étouvie (Hall, parties communes)" in letters(team)
    assert "Place, square" not in letters(team)


def test_a_hall_typed_on_a_square_is_the_landlord_s(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Éclairage")
    said = team.says(MEDIATRICE, "hall 2, rez-de-chaussée")
    assert "Éclairage parties communes</b> · Site A, hall 2" in said
    assert "→ Bailleur" in said
    said = team.taps(MEDIATRICE, "🏢 Sorte de lieu", "Rue, trottoir")
    assert "Éclairage public en panne" in said
    assert "(Rue, trottoir) · sous 72 h · → Éclairage public" in said


def test_one_of_several_landlords_is_picked_beside_the_card(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = mons_team(sqlite_database, clock)
    team.says(MEDIATRICE, "🔧 Signalement")
    said = team.taps(MEDIATRICE, "📍 Site A", "Porte", "Ferme-porte", "📌 Site A")
    assert "→ Vilogia" in said
    said = team.taps(MEDIATRICE, "🏢 Bailleur", "Partenord Habitat")
    assert "→ Partenord Habitat" in said
    team.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(team)[1] == {"sv-partenord"}
