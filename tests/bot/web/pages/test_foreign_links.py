"""Every page by the link of a row that is no more, of another programme, of a team that left."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.droits import TABLE
from bot.domain.roles import Role
from bot.feature.page import Signed
from bot.web.host import HOST
from storage.models import Base
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.pages.soiree import address, robot, rows, soir
from tests.bot.web.visitor import PAGES, Visitor

__all__ = ["soir"]

TEAM = {Role.MEDIATEUR, Role.COORDINATION}


async def test_a_row_that_is_no_more_and_a_programme_no_longer_served_are_answered_alike(
    soir: Terrain, visitor: Visitor
) -> None:
    """Every page, by a link signed for a number that no row has, and by one for a foreign row."""
    signed = [page for page in PAGES if isinstance(page.guard, Signed)]
    served = visitor.client.app[HOST].programmes
    assert isinstance(served, dict)
    own, before = dict(served), rows(soir)
    for page in signed:
        assert isinstance(page.guard, Signed)
        missing = page.address(visitor.signer.sign(page.guard.salt, 987_654_321))
        nothing = await visitor.get(missing)
        served.clear()
        foreign = await visitor.get(address(page, visitor))
        served.update(own)
        assert foreign == nothing, page.path
        assert nothing[0] in {404, 410}, page.path
        for form in (missing, f"{missing}/lien"):
            assert (await visitor.post(form, choix="oui")).status in {400, 404, 405, 410}
    assert rows(soir) == before


async def test_once_everybody_left_and_all_was_taken_back_no_page_of_the_team_opens(
    soir: Terrain, visitor: Visitor
) -> None:
    """And those of the others say so, never as a failure."""
    with soir.tx() as tx:
        for table in Base.metadata.sorted_tables:
            for name in {"supprimee_le", "revoquee_le", "retire_le"} & set(table.c.keys()):
                tx.execute(table.update().values({name: SOIR + timedelta(hours=1)}))
    before, shut = rows(soir), 0
    for page in PAGES:
        status = (await visitor.get(address(page, visitor)))[0]
        assert status in {200, 403, 404, 410}, page.path
        if set(TABLE[page.droit].qui) & TEAM and not TABLE[page.droit].par_lettre:
            assert status != 200, page.path
            shut += 1
        await robot(visitor, address(page, visitor))
    assert shut >= 3
    assert rows(soir) == before
