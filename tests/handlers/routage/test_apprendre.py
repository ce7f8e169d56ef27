"""The table learns from a redirection in one tap, and what was refused is handed on."""

from __future__ import annotations

from typing import Any

from bot.casework.signalement import actes as casework
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur
from storage.models import Alerte, Signalement
from storage.work import Work
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

A = ActeSignalement


def street(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")


def reports(team: Team) -> int:
    """A dead street lamp on Site A; its id."""
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage")
    if any(label.startswith("🆕") for label in team.labels(MEDIATRICE)):
        team.taps(MEDIATRICE, "🆕")
    team.taps(MEDIATRICE, "📌", "✅ Envoyer")
    return team.rows(Signalement)[-1].id


def answers(team: Team, number: int, acte: ActeSignalement, **said: Any) -> str:
    """The service's answer; what the coordination then reads."""
    par = f"service:{team.rows(Signalement)[number - 1].service}:email"
    deed = DeedSignalement(acte, par, Acteur.SERVICE, f"essai:{number}:{acte}", **said)
    with team.database.transaction() as tx:
        casework.act(Work(tx, team.programme, team.clock.now()), number, deed)
    team.deliver()
    return team.reads(COORDINATION)


def test_a_redirection_changes_the_table_in_one_tap_or_is_dismissed(team: Team) -> None:
    street(team)
    said = answers(team, reports(team), A.REORIENTER, vers="sv-voirie", motif="plutôt Voirie")
    assert "« Éclairage public en panne » doit-il partir à Voirie ?" in said
    said = team.taps(COORDINATION, "✅ Oui, quartier : Étouvie")
    assert said.startswith("✅ La table change : « categorie = vt-eclairage-public, quartier")
    assert reports(team) == 2
    assert team.rows(Signalement)[1].service == "sv-voirie"
    team.says(COORDINATION, "/routage")
    said = team.taps(COORDINATION, "Éclairage", "Éclairage public en panne", "Site A")
    assert "1. Voirie" in said
    said = answers(team, 2, A.REORIENTER, vers="sv-eclairage", motif="plutôt Éclairage public")
    assert "doit-il partir à Éclairage public ?" in said
    team.taps(COORDINATION, "👌 Non, cette fois seulement")
    said = answers(team, reports(team), A.REORIENTER, vers="sv-eclairage", motif="plutôt")
    assert "doit-il partir" not in said, "it was dismissed"


def test_the_table_is_as_before_in_one_tap(team: Team) -> None:
    street(team)
    answers(team, reports(team), A.REORIENTER, vers="sv-voirie", motif="plutôt Voirie")
    team.taps(COORDINATION, "✅ Oui, partout")
    assert team.programme.config.route("vt-eclairage-public", site="site-c") == ("sv-voirie",)
    assert team.taps(COORDINATION, "🧭 Revenir à la table d'avant") == (
        "↩️ La table est comme avant."
    )
    assert team.programme.config.route("vt-eclairage-public", site="site-c") == ("sv-eclairage",)


def test_what_is_refused_is_handed_to_another_by_the_coordination(team: Team) -> None:
    street(team)
    said = answers(team, reports(team), A.REFUSER, raison="perimetre", motif="hors périmètre")
    assert "la coordination décide de la suite" in said
    assert team.rows(Signalement)[0].clos_le
    said = team.taps(COORDINATION, "↪️ Confier à un autre service", "Voirie")
    assert said == "↪️ V-0001 : confié à Voirie."
    (row,) = team.rows(Signalement)
    assert (row.statut, row.service) == (StatutSignalement.REORIENTE, "sv-voirie")
    assert row.clos_le is None
    assert team.rows(Alerte)[-1].adresse == "voirie@amiens.example.org"
