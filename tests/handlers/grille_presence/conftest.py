"""Another actor of the street, beside the team."""

from __future__ import annotations

import pytest

from bot.domain.roles import Role
from tests.handlers.people import INCONNUE, Team

EDUCATEURS = INCONNUE
LABEL = "Éducateurs de rue"


@pytest.fixture
def street(team: Team) -> Team:
    """The team, and another actor who has accepted its invitation."""
    team.says(EDUCATEURS, f"/start {team.invite(Role.PARTENAIRE, LABEL)}")
    team.taps(EDUCATEURS, "✅ J'accepte")
    return team
