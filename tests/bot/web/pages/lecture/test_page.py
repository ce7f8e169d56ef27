"""A member reads what left, and nothing before it leaves."""

from __future__ import annotations

from bot.domain.semaine import Semaine
from digests.figes import freeze, release
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.visitor import Visitor


async def test_it_opens_once_the_letter_left(terrain: Terrain, visitor: Visitor) -> None:
    comite = terrain.programme.config.comite("comite-operationnel-ouest")
    with terrain.tx() as tx:
        digest = freeze(Work(tx, terrain.programme, SOIR), comite, Semaine.of(SOIR))
    path = f"/lecture/{visitor.signer.sign('lecture-v1', digest.id)}"
    assert "n&#39;est pas parti" in (await visitor.get(path))[1]
    with terrain.tx() as tx:
        release(Work(tx, terrain.programme, SOIR), comite, tx.merge(digest))
    status, text = await visitor.get(path)
    assert status == 200
    assert "point hebdo · Territoire Ouest" in text
