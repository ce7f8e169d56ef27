"""The coordination asks to read what does not press, then lets it leave or keeps it back."""

from __future__ import annotations

from storage.models import Alerte, Outbox, Signalement
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def reports(team: Team, *what: str) -> str:
    team.says(MEDIATRICE, "🔧 Signalement")
    return team.taps(MEDIATRICE, "📍 Site A", *what, "📌 Site A", "✅ Envoyer")


def test_one_tap_asks_to_read_then_one_tap_each_lets_go_or_keeps_back(team: Team) -> None:
    asked = team.says(COORDINATION, "/retenir")
    assert "(sous 7 jours, sous 30 jours) part à 8 h" in asked
    assert "vous est montré avant de partir" in team.taps(COORDINATION, "🔎 Je relis d'abord")
    assert "la coordination le relit" in reports(team, "Tag")
    assert "🔎 <b>V-0001</b> · Tag" in team.reads(COORDINATION)
    said = team.taps(COORDINATION, "✅ Laisser partir")
    assert said == "✅ V-0001 : il part mercredi 18 novembre à 8 h 00."
    assert "envoyé au service" in reports(team, "Éclairage"), "what presses is never held"
    reports(team, "Dépôt, encombrants", "Encombrants")
    team.taps(COORDINATION, "🚫 Ne pas envoyer")
    rows = team.rows(Signalement)
    assert [row.statut for row in rows] == ["emis", "emis", "annule"]
    waiting = {row.sujet for row in team.rows(Outbox) if row.canal == "email"}
    held = [one.id for one in team.rows(Alerte) if one.signalement_id == 3]
    assert not {f"lot:{id}" for id in held} & waiting
    team.says(COORDINATION, "/retenir")
    assert "sans relecture" in team.taps(COORDINATION, "📤 Il part à 8 h sans relecture")
    assert "il partira" in reports(team, "Épave, stationnement", "Épave")
