"""The letter of a thing found leads to its page, where it is given back once."""

from __future__ import annotations

from handlers.objet_a_rendre import clock
from handlers.objet_a_rendre.page import OBJET, RENDU
from storage.models import Audit
from storage.models.objets_trouves import ObjetTrouve
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.conftest import terrain, visitor
from tests.bot.web.visitor import Visitor
from tests.handlers.objet_a_rendre.soiree import add_row

__all__ = ["terrain", "visitor"]


def found(terrain: Terrain) -> ObjetTrouve:
    """Noted in the street; the clock looks twice."""
    with terrain.tx() as tx:
        row = add_row(tx, terrain)
        for _ in range(2):
            clock.tell(Work(tx, terrain.programme, SOIR))
    return row


async def test_it_is_read_then_given_back_once(terrain: Terrain, visitor: Visitor) -> None:
    row = found(terrain)
    letters = [one for one in terrain.outbox() if one.sujet == OBJET.of(row.id)]
    assert len(letters) == 1
    path = visitor.to(OBJET, row.id)
    assert "Rue, trottoir, le 17 novembre 2026." in (await visitor.get(path))[1]
    jeton = await visitor.jeton(path)
    for _ in range(2):
        await visitor.post(path, jeton=jeton, rendu="oui")
    assert "l'objet est rendu" in (await visitor.get(path))[1]
    with terrain.tx() as tx:
        assert tx.query(Audit).filter_by(acte=RENDU, objet_id=row.id).count() == 1
