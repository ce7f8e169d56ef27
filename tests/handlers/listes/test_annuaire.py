"""The annuaire kept by the coordination from its lists: found by the binômes at once."""

from __future__ import annotations

from storage.models import Ajustement
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def adds(team: Team) -> None:
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "📚 Listes", "Annuaire des partenaires", "➕ Ajouter", "CCAS")


def test_a_partner_is_added_and_the_binomes_find_its_card(team: Team) -> None:
    adds(team)
    team.taps(COORDINATION, "Emploi", "✅ Fini")
    team.says(COORDINATION, "Mairie de quartier, mardi de 14 h à 17 h")
    assert "n'est pas une adresse e-mail" in team.says(COORDINATION, "accueil chez nous")
    team.says(COORDINATION, "accueil@partenaire.example.org")
    said = team.says(COORDINATION, "Chantier d'insertion")
    assert said.startswith("✅ « Chantier d'insertion » est ajouté à Annuaire des partenaires.")
    team.says(MEDIATRICE, "/annuaire")
    card = team.taps(MEDIATRICE, "Emploi", "Chantier d'insertion")
    assert "Mairie de quartier, mardi de 14 h à 17 h" in card
    added = team.programme.config.annuaire[-1]
    assert (added.type, added.email) == ("ccas", "accueil@partenaire.example.org")


def test_a_partner_needs_a_need_and_nothing_is_written_without_one(team: Team) -> None:
    adds(team)
    team.taps(COORDINATION, "✅ Fini", "⏭ Passer", "⏭ Passer")
    assert "au moins un besoin" in team.says(COORDINATION, "Chantier d'insertion")
    assert team.rows(Ajustement) == []


def test_a_partner_is_renamed_and_retired(team: Team) -> None:
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "📚 Listes", "Annuaire des", "✏️ Renommer", "Mission locale")
    assert "s'appelle maintenant" in team.says(COORDINATION, "Mission locale d'Amiens")
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "📚 Listes", "Annuaire des", "🗄 Retirer", "France Travail")
    team.says(MEDIATRICE, "/annuaire")
    team.taps(MEDIATRICE, "Emploi")
    labels = team.labels(MEDIATRICE)
    assert any("Mission locale d'Amiens" in label for label in labels)
    assert not any("France Travail" in label for label in labels)
