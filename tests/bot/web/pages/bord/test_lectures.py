"""Whoever opens a dashboard by its link, or takes a file there, leaves a line: which link."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.feature.lectures import TABLEAU
from storage.models import Audit
from tests.bot.casework.terrain import COORDINATRICE, Terrain
from tests.bot.web.pages.bord.test_tableau import link, rue
from tests.bot.web.visitor import Visitor

__all__ = ["rue"]
Ligne = tuple[str, int | None, int | None, str]


def read(terrain: Terrain) -> list[Ligne]:
    """Each reading by a link: deed, link, whose it is, file."""
    with terrain.tx() as tx:
        lines = tx.scalars(select(Audit).where(Audit.objet == TABLEAU).order_by(Audit.id))
        return [(one.acte, one.objet_id, one.personne_id, one.detail) for one in lines]


async def test_a_comite_and_a_landlord_leave_their_link_and_the_file_they_took(
    rue: Terrain, visitor: Visitor
) -> None:
    comite = link(rue, visitor, "technique", comite="comite-technique")
    bailleur = link(rue, visitor, "bailleur", bailleur="sv-bailleur")
    assert (await visitor.get(comite))[0] == 200
    assert (await visitor.get(f"{comite}?quand=mois"))[0] == 200
    taken = await visitor.client.get(f"{comite}/fichier/0?quand=trimestre")
    assert taken.status == 200
    assert (await visitor.client.get(f"{comite}/fichier/99")).status == 404
    assert (await visitor.get(bailleur))[0] == 200
    name = taken.headers["Content-Disposition"].partition('"')[2].rstrip('"')
    them = "technique, comite-technique"
    took = ("lire", 1, None, f"{them}, {name}")
    first = [("lire", 1, None, them), took, ("lire", 2, None, "bailleur, sv-bailleur")]
    assert read(rue) == first

    rue.clock.advance(timedelta(hours=1, seconds=1))
    assert (await visitor.get(comite))[0] == 200
    assert read(rue) == [*first, first[0]]


async def test_the_coordination_is_told_by_her_own_link_and_a_dead_one_tells_nothing(
    rue: Terrain, visitor: Visitor
) -> None:
    who = rue.people[COORDINATRICE]
    mine = link(rue, visitor, "coordination", personne_id=who)
    dead = link(rue, visitor, "elus", expire_le=rue.clock.now() - timedelta(days=1))
    assert (await visitor.get(mine))[0] == 200
    assert (await visitor.get(dead))[0] == 410
    assert (await visitor.get(f"{mine}?ou=nulle-part"))[0] == 403
    assert read(rue) == [("lire", 1, who, "coordination")]
