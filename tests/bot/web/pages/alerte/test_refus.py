"""A service refuses from its page: it says why, and hands nothing to itself."""

from __future__ import annotations

import pytest

from bot.domain.vies.signalement import StatutSignalement
from tests.bot.casework.terrain import Terrain
from tests.bot.web.visitor import Visitor


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    """The link of V-0001, sent to the service's mailbox."""
    terrain.emit()
    terrain.all_sent()
    return visitor.link()


async def test_a_refusal_says_why_and_nothing_is_handed_to_oneself(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await visitor.answer(page, "autre", vers="sv-eclairage")
    assert (status, "C&#39;est votre service" in text) == (400, True)
    status, text = await visitor.answer(page, "refus")
    assert (status, "Dites pourquoi" in text) == (400, True)
    assert terrain.row(1).statut == StatutSignalement.EMIS
    _status, text = await visitor.answer(page, "refus", raison="impossible-acces")
    assert "Refusé, par Éclairage public (lien du courriel) : impossible" in text
    assert terrain.row(1).statut == StatutSignalement.REFUSE
