"""The coordination sees every comité's letter, the sentences of the week in it."""

from __future__ import annotations

from bot.casework.point import actes
from bot.domain.semaine import Semaine
from storage.models import Personne
from storage.textes import relu
from storage.work import Work
from tests.bot.casework.terrain import COORDINATRICE, SOIR, Terrain
from tests.bot.web.visitor import Visitor


async def test_each_comite_is_there_with_what_it_will_read(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        work = Work(tx, terrain.programme, SOIR)
        row = actes.opened(work, Semaine.of(SOIR))
        actes.write(work, row, relu("Les bancs <b> reviennent."), ("comite-technique", {}))
    status, text = await visitor.get(f"/point/{visitor.signer.sign('point-v1', 1)}")
    assert status == 200
    assert text.count("Imprimer : Comité ") == 4
    assert text.count("Les bancs &lt;b&gt; reviennent.") == 1
    assert "une fois ce point validé" in text
    assert "<form" not in text


async def test_a_draft_is_closed_to_whoever_left_the_team(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        actes.opened(Work(tx, terrain.programme, SOIR), Semaine.of(SOIR))
    link = f"/point/{visitor.signer.sign('point-v1', 1)}"
    assert (await visitor.client.get(f"{link}/fichier/0")).status == 200
    with terrain.tx() as tx:
        tx.get_one(Personne, terrain.people[COORDINATRICE]).revoquee_le = terrain.clock.now()
    assert (await visitor.get(link))[0] == 410
    assert (await visitor.client.get(f"{link}/fichier/0")).status == 404
