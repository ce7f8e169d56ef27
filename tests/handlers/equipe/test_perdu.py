"""A lost phone: out at once, emptied of what the bot said there, and silent from then on."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.roles import Role
from storage.models import Audit, Personne, Presence
from tests.handlers.people import COORDINATION, INCONNUE, MEDIATEUR, MEDIATRICE, Team


def cuts(team: Team, who: str) -> str:
    team.says(COORDINATION, "/revoquer")
    return team.taps(COORDINATION, who, "📵 Oui")


def test_what_was_said_on_a_lost_phone_is_deleted_there_and_nowhere_else(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    old = team.shown(MEDIATRICE)
    team.clock.advance(timedelta(days=3))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert team.pinned(MEDIATRICE)
    others = team.shown(MEDIATEUR)
    said = cuts(team, "Médiatrice ·")
    assert said.startswith("📵 L'accès de Médiatrice est coupé.")
    assert len(team.shown(MEDIATRICE)) == len(old), "what Telegram lets nobody delete stays"
    assert not any("keyboard" in one for one in team.phones[MEDIATRICE].values())
    assert team.shown(MEDIATEUR)[: len(others)] == others
    assert [one.acte for one in team.rows(Audit)][-1] == "remplacer"


def test_a_lost_phone_hears_nothing_more_and_says_nothing_that_counts(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    cuts(team, "Médiatrice ·")
    assert team.shown(MEDIATRICE) == []
    assert "réservé aux équipes" in team.says(MEDIATRICE, "▶️ Présence")
    assert team.rows(Presence) == []


def test_the_person_comes_back_by_another_phone_as_herself(team: Team) -> None:
    cuts(team, "Médiatrice ·")
    code = team.invite(Role.MEDIATEUR, "Médiatrice")
    team.says(INCONNUE, f"/start {code}")
    team.taps(INCONNUE, "✅")
    phones = [one for one in team.rows(Personne) if one.prenom == "Médiatrice"]
    assert [one.revoquee_le is None for one in phones] == [False, True]


def test_nobody_but_the_coordination_cuts_a_phone_nor_cuts_their_own(team: Team) -> None:
    team.says(MEDIATEUR, "/revoquer")
    team.says(COORDINATION, "/revoquer")
    assert not any(label.startswith("Coordination") for label in team.labels(COORDINATION))
    assert all(one.revoquee_le is None for one in team.rows(Personne))
