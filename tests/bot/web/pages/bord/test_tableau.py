"""A dashboard as each of its readers opens it: its figures, its depth, its choices, its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.web.pages.bord import chiffres
from storage.models import BORD, LienBord, Personne
from tests.bot.casework.terrain import COORDINATRICE, MEDIATRICE, SOIR, Terrain
from tests.bot.web.visitor import Visitor
from tests.digests.scene import Scene


def link(terrain: Terrain, visitor: Visitor, lecteur: str, **more: Any) -> str:
    """The page of a new link for that reader."""
    with terrain.tx() as tx:
        row = LienBord(
            dispositif_id=terrain.programme.id,
            lecteur=lecteur,
            lettre=False,
            donne_le=SOIR,
            **more,
        )
        tx.add(row)
        tx.flush()
        return visitor.to(BORD, row.id)


@pytest.fixture
def rue(terrain: Terrain) -> Terrain:
    """Two weeks of November on two territoires, each with its own numbers."""
    with terrain.tx() as tx:
        scene = Scene(tx, terrain.programme, terrain.people[MEDIATRICE])
        scene.presence("2026-11-03 17:00", "2026-11-03 20:30")
        scene.rencontres("2026-11-03 17:30", ados=41)
        scene.presence("2026-11-11 14:00", "2026-11-11 16:30", site="site-b")
        scene.rencontres("2026-11-11 14:30", site="site-b", seniors=23)
        tx.flush()
    return terrain


async def test_the_coordination_reads_all_of_it_and_each_part(
    rue: Terrain, visitor: Visitor
) -> None:
    page = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    status, text = await visitor.get(page)
    assert status == 200
    for fact in ("6 h 00", "64", "Site A", "Site B", "Amiens Nord", "Bailleur (proximité)"):
        assert fact in text
    assert "Sans intervention : Pierre Rollin" in text
    assert 'href="/chiffres/amiens#heures-presence"' in text
    assert 'title="Somme des minutes' in text
    one = (await visitor.get(f"{page}?ou=site.site-b&quand=4s"))[1]
    assert "<h1>Site B</h1>" in one
    assert "2 h 30" in one
    assert "6 h 00" not in one
    mission = (await visitor.get(f"{page}?ou=intervention.site-a-automne-2026"))[1]
    assert "Du 5 octobre 2026 au 15 novembre 2026 : les jours de l'intervention" in mission
    empty = (await visitor.get(f"{page}?ou=quartier.pierre-rollin"))[1]
    assert "Aucune intervention" in empty


@pytest.mark.parametrize(
    ("lecteur", "more", "reads", "never"),
    [
        (
            "operationnel",
            {"comite": "comite-operationnel-ouest"},
            ("Territoire Ouest", "Site A", "41"),
            ("Site B", "64", "Amiens Nord"),
        ),
        ("elus", {}, ("Amiens Nord", "64"), ("Site A", "Site B")),
        (
            "bailleur",
            {"bailleur": "sv-bailleur"},
            ("Bailleur (proximité)", "Site C"),
            ("Site A", "Rencontres", "41"),
        ),
    ],
)
async def test_each_reader_has_its_own_and_nothing_else(
    rue: Terrain,
    visitor: Visitor,
    lecteur: str,
    more: dict[str, str],
    reads: tuple[str, ...],
    never: tuple[str, ...],
) -> None:
    page = link(rue, visitor, lecteur, **more)
    status, text = await visitor.get(page)
    assert status == 200
    assert [fact for fact in reads if fact not in text] == []
    body = text.partition("<main")[2]
    assert [fact for fact in never if f">{fact}<" in body or f"{fact} " in body] == []
    for field in ("site.site-b", "quartier.nulle-part", "intervention.site-b-automne-2026"):
        refused, said = await visitor.get(f"{page}?ou={field}")
        assert refused == 403
        assert "Ce n'est pas dans votre lien" in said.replace("&#39;", "'")
        assert "Site" not in said


async def test_a_link_taken_back_expired_or_of_somebody_who_left_opens_nothing(
    rue: Terrain, visitor: Visitor
) -> None:
    gone = link(rue, visitor, "elus", retire_le=SOIR)
    short = link(rue, visitor, "elus", expire_le=SOIR + timedelta(days=1))
    left = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    lost = link(rue, visitor, "operationnel", comite="comite-operationnel-du-passe")
    assert (await visitor.get(short))[0] == (await visitor.get(left))[0] == 200
    with rue.tx() as tx:
        tx.get_one(Personne, rue.people[COORDINATRICE]).revoquee_le = SOIR
    rue.clock.advance(timedelta(days=2))
    pages = {await visitor.get(page) for page in (gone, short, left, lost)}
    assert [status for status, _text in pages] == [410]
    assert "Ce lien ne sert plus" in pages.pop()[1]


async def test_a_figure_that_is_made_no_more_says_so(
    rue: Terrain, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chiffres, "DOUZE", ("heures-presence", "cout-du-passe"))
    text = (await visitor.get(link(rue, visitor, "elus")))[1]
    assert "cout-du-passe" in text
    assert "Cet indicateur est retiré : il n'est plus calculé." in text.replace("&#39;", "'")
