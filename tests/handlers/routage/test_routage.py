"""The coordination asks who receives what, and tries a service for real."""

from __future__ import annotations

from storage.models import Alerte, Outbox, ServiceRow, Signalement
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

GROUPE = -1009


def asked(team: Team, *taps: str) -> str:
    team.says(COORDINATION, "➕ Autre")
    return team.taps(COORDINATION, "🧭 Qui reçoit quoi", *taps)


def test_who_receives_what_is_read_in_three_taps_and_nothing_leaves(team: Team) -> None:
    before = len(team.rows(Outbox))
    said = asked(team, "Dépôt, encombrants", "Encombrants", "Site A")
    assert "🧭 <b>Encombrants · Site A</b>" in said
    assert "À toute heure :\n  1. Propreté, déchets (proprete@amiens.example.org)" in said
    assert "Pourquoi : le service de la catégorie." in said
    assert "Sans réponse : Direction de proximité." in said
    said = team.taps(COORDINATION, "📍 Abords d'école")
    assert "🧭 <b>Encombrants · Site A · Abords d" in said
    assert "2. Médiation de la Ville (mediation@amiens.example.org)" in said
    assert "la règle « groupe = Dépôt, encombrants, type_lieu = abords-ecole »" in said
    assert not team.rows(Signalement)
    sent = [row for row in team.rows(Outbox)[before:] if row.adresse != str(COORDINATION)]
    assert sent == []
    assert "📨 À quel service" in team.taps(COORDINATION, "📨 Alerte d'essai")


def test_a_trial_reaches_every_address_of_a_service_and_is_counted_nowhere(team: Team) -> None:
    with team.database.transaction() as tx:
        row = tx.get_one(ServiceRow, team.programme.services["sv-direction-proximite"])
        row.groupe_telegram = GROUPE
    team.says(COORDINATION, "/essai")
    shown = team.taps(COORDINATION, "Direction de proximité")
    assert "• son groupe\n• proximite@amiens.example.org" in shown
    assert "• proximite-ouest@amiens.example.org" in shown
    said = team.taps(COORDINATION, "📨 Envoyer l'essai")
    assert said.startswith("📨 Essai parti pour Direction de proximité (5 adresses).")
    tried = [row for row in team.rows(Outbox) if ":essai:" in row.cle]
    assert len(tried) == 5
    assert all("ESSAI" in row.contenu["text"] for row in tried)
    assert next(row.contenu["subject"] for row in tried if row.canal == "email") == (
        "[ESSAI] Alerte d'essai pour Direction de proximité"
    )
    assert not team.rows(Signalement)
    assert not team.rows(Alerte)
    assert "🧭" not in team.says(MEDIATRICE, "/routage")
