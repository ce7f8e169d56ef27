"""After seven days the coordination has the screen that the bot promises to the mediators."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Audit, Presence, Rencontre, Signalement
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def past(team: Team) -> Team:
    """An evening with a count and a defect, ten days ago."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(minutes=30))
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    team.clock.advance(timedelta(days=10))
    return team


def opened(team: Team) -> str:
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "🛠 Saisies de l'équipe", "Binôme 1")
    return team.says(COORDINATION, "17/11")


def test_an_old_entry_is_found_changed_audited_and_told(past: Team) -> None:
    assert "rien n'est noté depuis sept jours" in past.says(MEDIATRICE, "/annuler_derniere")
    assert opened(past).startswith("🛠 <b>Mardi 17 novembre</b>")
    assert past.labels(COORDINATION)[:3] == [
        "17 h 04 · Présence : Site A, jusqu'à 17 h 34",
        "17 h 34 · 8 × 12-17 ans",
        "17 h 34 · V-0001 Éclairage public en panne",
    ]
    past.taps(COORDINATION, "17 h 34 · 8 ×", "✏️ Heure")
    said = past.says(COORDINATION, "17h20")
    assert said == "✅ Corrigé : 17 h 20 · 8 × 12-17 ans"
    read, line = past.rows(Audit)
    assert (read.acte, read.objet, read.detail) == ("lire", "saisies_equipe", ""), (
        "who read, not what"
    )
    assert (line.acte, line.detail) == ("corriger_heure", "17 h 34 · 8 × 12-17 ans")
    for who in (MEDIATRICE, MEDIATEUR):
        assert past.reads(who).endswith(said)


def test_an_old_entry_is_removed_and_its_service_told_by_the_right_name(past: Team) -> None:
    opened(past)
    past.taps(COORDINATION, "17 h 34 · V-0001", "↩️ Annuler le signalement")
    assert past.rows(Signalement)[0].statut == "annule"
    opened(past)
    past.taps(COORDINATION, "17 h 34 · 8 ×", "🗑 Supprimer")
    assert past.rows(Rencontre)[0].supprimee_le is not None
    opened(past)
    past.taps(COORDINATION, "17 h 04 · Présence", "📍 Site", "📍 Site B")
    assert past.rows(Presence)[0].site_id == past.programme.sites["site-b"]


def test_another_binome_another_day_shows_nothing_of_it(past: Team) -> None:
    past.says(COORDINATION, "/saisies")
    past.taps(COORDINATION, "Binôme 2")
    assert "Rien n'est noté ce jour-là." in past.says(COORDINATION, "17/11")
    past.says(COORDINATION, "/saisies")
    past.taps(COORDINATION, "Binôme 1")
    assert "Rien n'est noté ce jour-là." in past.says(COORDINATION, "16/11")
    assert past.labels(COORDINATION)[-1] == "✖️ Fermer"
    assert "de quel binôme" not in past.says(MEDIATRICE, "/saisies")
