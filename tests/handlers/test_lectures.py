"""Who reads what is about the team or about residents leaves a line in the audit."""

from __future__ import annotations

from typing import Final

import pytest

from bot.domain.droits import holders
from bot.domain.roles import Role
from bot.feature.contract import Handler
from bot.feature.door import all_flows
from storage.models import Audit
from tests.handlers.people import COORDINATION, Team
from tests.handlers.test_every_flow import lived

TELLS_NOBODY: Final = {
    "fiche_intervention": "an intervention, its dates and its figures",
    "ma_semaine": "what is due, not what it says; each thing opens its own screen",
    "points_partis": "letters that already left the team",
    "routage": "which service receives what",
}
"""Screens of the coordination alone that change nothing and are not noted, and what they hold."""
NOTED: Final = ("equipe", "saisies_equipe", "demandes", "mediations_equipe", "qualite",
                "planning")  # fmt: skip
"""Screens that change things too: what they show is noted, besides what is done there."""


def _read_by_the_desk() -> list[Handler]:
    mine = (one for one in all_flows() if one.droit and one.reads_only)
    return [one for one in mine if one.droit and holders(one.droit) == {Role.COORDINATION}]


def test_every_screen_that_only_reads_is_noted_or_tells_of_nobody(team: Team) -> None:
    lived(team)
    read = [one for one in _read_by_the_desk() if one.flow.name not in TELLS_NOBODY]
    assert len(read) >= 7
    named = [one for one in all_flows() if one.flow.name in NOTED]
    assert len(named) == len(NOTED)
    for handler in (*read, *named):
        before = len(_noted(team))
        team.says(COORDINATION, handler.commands[0])
        assert _noted(team)[before:] == [handler.flow.name]


@pytest.mark.parametrize("name", TELLS_NOBODY)
def test_what_is_not_noted_exists(name: str) -> None:
    assert name in {one.flow.name for one in _read_by_the_desk()}


def _noted(team: Team) -> list[str]:
    return [line.objet for line in team.rows(Audit) if line.acte == "lire"]
