"""The week that the coordination plans, beside what the Ville's mediators announced (CLS-1)."""

from __future__ import annotations

from bot.domain.roles import Role
from tests.handlers.people import COORDINATION, INCONNUE, Team


def week(team: Team) -> str:
    team.says(COORDINATION, "/planning")
    return team.taps(COORDINATION, "Cette semaine")


def test_the_coordination_plans_beside_what_the_ville_announced(team: Team) -> None:
    """Together, and where neither is, as soon as the Ville says something of that week."""
    assert "🤝 La médiation de la Ville n'a rien annoncé" in week(team)
    team.says(INCONNUE, f"/start {team.invite(Role.PARTENAIRE, 'Médiation de la Ville')}")
    team.taps(INCONNUE, "✅ J'accepte")
    team.says(INCONNUE, "🗓 Ma présence")
    team.taps(INCONNUE, "✏️ Autre créneau", "Amiens Nord", "Samedi")
    team.says(INCONNUE, "16h-20h")
    said = week(team)
    assert (
        "🤝 Amiens Nord, en même temps que la médiation de la Ville : sam. 21, 16 h – 18 h."
        in said
    )
    assert "🕳 Ni vous ni la médiation de la Ville : Amiens Nord en soirée." in said
    assert "n'a rien annoncé" not in said
