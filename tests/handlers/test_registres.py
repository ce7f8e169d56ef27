"""What the coordination reads again: relais, difficulties, decisions, préconisations, charter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.test_every_flow import lived


@pytest.fixture
def street(team: Team) -> Team:
    lived(team)
    return team


def test_every_open_relais_is_there_what_is_late_first_with_its_history(street: Team) -> None:
    street.says(MEDIATRICE, "🙋 Sollicitation")
    street.taps(MEDIATRICE, "18-25 ans", "Emploi, formation", "Relais transmis", "Mission locale")
    street.taps(MEDIATRICE, "✅ Oui")
    street.clock.advance(timedelta(days=8))
    street.says(MEDIATRICE, "/relais")
    street.taps(MEDIATRICE, "⏰ R-0001", "⏳ Pas de nouvelles")
    said = street.says(COORDINATION, "/relais")
    assert "2 relais ouverts, 1 à vérifier." in said
    first, second = (line for line in said.split("\n") if line.startswith("• "))
    assert first.startswith("• ⏰ R-0002 · ")
    assert "→ Mission locale, Binôme 1 : à vérifier depuis le 24 novembre" in first
    assert second.startswith("• R-0001 · ")
    card = street.taps(COORDINATION, "R-0001")
    assert "mardi 17 novembre : confié au partenaire" in card
    assert "mercredi 25 novembre : pas de nouvelles" in card
    assert "2 relais ouverts" in street.taps(COORDINATION, "⬅️ Tous les relais")


def test_difficulties_are_told_by_nature_and_frequency_then_one_by_one_for_six_months(
    street: Team,
) -> None:
    for nature in ("Insultes", "Insultes", "Menaces"):
        street.says(MEDIATRICE, "🛑 Difficulté")
        street.taps(MEDIATRICE, nature, "Non")
        street.clock.advance(timedelta(minutes=1))
    said = street.says(COORDINATION, "/difficultes")
    assert "• Insultes : 2 fois, la dernière le 17 novembre. Site A 2" in said
    assert "3 points en tout." in said
    points = street.taps(COORDINATION, "📋 La liste")
    assert "17 novembre, Site A, Binôme 1 : menaces ; affichée jusqu'au 17 mai 2027" in points
    assert "3 points" in street.taps(COORDINATION, "⬅️ Par nature")
    street.clock.advance(timedelta(days=182))
    assert "Aucune n'a été notée." in street.says(COORDINATION, "/difficultes")


def test_decisions_of_the_comites_are_read_again_the_newest_first(street: Team) -> None:
    assert "Aucune n'est notée." in street.says(COORDINATION, "/decisions")
    for day, words in (("16/11", "Un créneau le samedi."), ("17/11", "Deux sites de plus.")):
        street.says(COORDINATION, "/comites")
        street.taps(COORDINATION, "✅ Tenue", "Comité opérationnel Ouest, autre date")
        street.says(COORDINATION, day)
        street.says(COORDINATION, words)
    said = street.says(COORDINATION, "/decisions")
    newest, older = (line for line in said.split("\n") if line.startswith("• "))
    assert newest == ("• 17 novembre 2026, Comité opérationnel Ouest : « Deux sites de plus. »")
    assert "« Un créneau le samedi. »" in older


def test_a_preconisation_is_followed_from_proposed_to_its_answer_and_its_word(
    street: Team,
) -> None:
    street.says(MEDIATRICE, "💡 Préconisation")
    street.taps(MEDIATRICE, "Aménagement", "Voirie")
    street.says(MEDIATRICE, "Deux bancs de plus.")
    street.taps(MEDIATRICE, "3 mois")
    waiting = street.says(COORDINATION, "/suites")
    assert "P-0001, Aménagement, Site A, pour Voirie, 3 mois : proposée, depuis le 17" in waiting
    street.taps(COORDINATION, "💡 P-0001 · proposée", "🚫 Écartée")
    street.says(COORDINATION, "Pas de budget cette année.")
    said = street.says(COORDINATION, "/suites")
    assert "écartée, le 17 novembre. « Pas de budget cette année. »" in said
    assert "Toutes ont leur réponse." in said


def test_who_accepted_the_charter_who_read_it_again_and_who_has_not_come_yet(
    street: Team,
) -> None:
    street.invite(Role.MEDIATEUR, "Nouvelle")
    street.clock.advance(timedelta(days=2))
    street.says(MEDIATRICE, "/charte")
    street.taps(MEDIATRICE, "✅ J'ai relu la charte")
    said = street.says(COORDINATION, "/chartes")
    assert "Médiatrice, Binôme 1 : acceptée le 17 novembre 2026, relue le 19 novembre 2026" in said
    assert "Autre binôme, Binôme 2 : acceptée le 17 novembre 2026\n" in said
    assert "Nouvelle : invitation en attente, charte pas encore acceptée" in said


def test_every_open_signalement_is_there_the_oldest_first_each_opening_its_card(
    street: Team,
) -> None:
    street.clock.advance(timedelta(days=4))
    street.says(MEDIATRICE, "dépôt sauvage devant le 12, Site B")
    street.taps(MEDIATRICE, "✅ Envoyer")
    street.says(COORDINATION, "➕ Autre")
    said = street.taps(COORDINATION, "🔧 Signalements ouverts")
    assert "2 signalements ouverts, dont 1 en retard, du plus ancien au plus récent." in said
    first, second = (line for line in said.split("\n") if line.startswith("• "))
    assert first.startswith("• ⚠️ V-0001 · Éclairage")
    assert first.endswith(
        "Site A, pour Éclairage public : envoyé, en attente d'une réponse, "
        "attendu depuis le 20 novembre"
    )
    assert second.startswith("• V-0002 · ")
    card = street.taps(COORDINATION, "⚠️ V-0001")
    assert "🔧 <b>V-0001</b> · " in card
    assert "attendu depuis le vendredi 20 novembre à " in card
    assert "• mardi 17 novembre : Envoyé, par " in card
    assert "2 signalements ouverts" in street.taps(COORDINATION, "⬅️ Tous les signalements")
    street.says(COORDINATION, "📌 Ma semaine")
    while "⚠️ 🔧 1 signalement en retard" not in street.labels(COORDINATION):
        street.taps(COORDINATION, "Page 2 ›")
    assert "V-0001" in street.taps(COORDINATION, "⚠️ 🔧 1 signalement en retard")
