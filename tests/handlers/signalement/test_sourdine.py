"""The coordination lets reminders rest: why, until when; then they go on where they were."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import PARIS
from handlers.reponse_service.clock import answer_silence
from storage.models import Outbox, SignalementActe
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

ECLAIRAGE = "eclairage@amiens.example.org"


def reminders(team: Team, until: datetime) -> list[str]:
    """When the service is written to, hour after hour."""
    seen = len(letters(team))
    while team.clock.now() < until:
        team.clock.advance(timedelta(hours=1))
        team.rings(answer_silence)
    return [f"{one.creee_le.astimezone(PARIS):%d %H:%M}" for one in letters(team)[seen:]]


def letters(team: Team) -> list[Outbox]:
    return [one for one in team.rows(Outbox) if one.adresse == ECLAIRAGE]


def history(team: Team) -> list[tuple[str, str]]:
    return [(one.acte, one.motif) for one in team.rows(SignalementActe)]


def test_reminders_rest_until_a_day_and_go_on_with_the_delay_that_was_left(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌", "✅ Envoyer")
    began = team.clock.now()
    team.says(COORDINATION, "/signalements")
    team.taps(COORDINATION, "V-0001", "🔕 Suspendre les rappels", "Pièce commandée")
    said = team.taps(COORDINATION, "7 jours, jusqu'au mardi 24 novembre")
    assert said.startswith("🔕 V-0001 : rappels suspendus jusqu'au mardi 24 novembre.")
    assert history(team)[-1] == ("suspendre", "jusqu'au mardi 24 novembre, pièce commandée")
    assert "🔕 jusqu'au 24 novembre" in team.says(COORDINATION, "/signalements")
    shown = team.taps(COORDINATION, "V-0001")
    assert "Rappels suspendus, par la coordination : jusqu'au mardi 24 novembre" in shown
    end = datetime(2026, 11, 24, 8, tzinfo=PARIS)
    assert reminders(team, end) == [], "nothing leaves while they rest"
    assert began.astimezone(PARIS).strftime("%d %H") == "17 17"
    resumed = reminders(team, end + timedelta(days=2))
    assert [one[:2] for one in resumed] == ["25"], "a quarter of the delay, counted from the end"
    team.says(COORDINATION, "/signalements")
    team.taps(COORDINATION, "🔕 Suspendre des rappels", "V-0001", "Travaux", "30 jours")
    team.says(COORDINATION, "/signalements")
    said = team.taps(COORDINATION, "⚠️ V-0001", "🔔 Reprendre les rappels", "🔔 Oui, reprendre")
    assert said == "🔔 V-0001 : les rappels reprennent."
    assert history(team)[-1] == ("reprendre", "")


def test_a_danger_that_nobody_answered_is_never_let_rest(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌", "⚠️ Danger immédiat")
    team.taps(MEDIATRICE, "⚠️")
    team.says(COORDINATION, "/signalements")
    said = team.taps(COORDINATION, "V-0001", "🔕 Suspendre les rappels", "Météo", "1 jour")
    assert "V-0001 est un danger sans réponse : téléphonez." in said
    assert [acte for acte, _ in history(team)] == ["emettre"]
