"""The restricted map: two readers at most, each reading noted, never who nor when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.periodes import tranche_at
from bot.web.host import HOST
from storage.models import CARTE_DIFFICULTES, Audit, Difficulte, LienBord
from tests.bot.casework.terrain import COORDINATRICE, MEDIATRICE, SOIR, Terrain
from tests.bot.web.visitor import Visitor


def link(terrain: Terrain, visitor: Visitor, lecteur: str, **more: Any) -> str:
    with terrain.tx() as tx:
        values = {"lettre": False, **more}
        row = LienBord(
            dispositif_id=terrain.programme.id, lecteur=lecteur, donne_le=SOIR, **values
        )
        tx.add(row)
        tx.flush()
        return visitor.to(CARTE_DIFFICULTES, row.id)


@pytest.fixture
def rue(terrain: Terrain) -> Terrain:
    """Three insults and one threat on Site A this autumn; one on Site B, too long ago."""
    points: list[tuple[str, str, datetime]] = [
        *(("site-a", "dp-insultes", SOIR - timedelta(days=days)) for days in (2, 9, 30)),
        ("site-a", "dp-menaces", SOIR - timedelta(days=3)),
        ("site-b", "dp-insultes", SOIR - timedelta(days=200)),
    ]
    with terrain.tx() as tx:
        for site, nature, le in points:
            row = Difficulte(
                dispositif_id=terrain.programme.id,
                site_id=terrain.programme.sites[site],
                binome_id=terrain.programme.binomes["binome-1"],
                auteur_id=terrain.people[MEDIATRICE],
                le=le,
                tranche=tranche_at(le, terrain.programme.calendrier),
                nature=nature,
                prevenue=False,
                source=terrain.source(),
            )
            tx.add(row)
    return terrain


async def opened(visitor: Visitor, page: str) -> str:
    """Tick, send, follow."""
    form = {"jeton": await visitor.jeton(page), "lire": "oui"}
    response = await visitor.client.post(page, data=form)
    assert response.status == 200
    return await response.text()


def with_territoire(terrain: Terrain, visitor: Visitor, slug: str | None) -> None:
    """As if the file gave the comité technique that territoire."""
    config = terrain.programme.config
    comites = tuple(
        one.model_copy(update={"territoire": slug}) if one.sorte == "technique" else one
        for one in config.comites
    )
    moved = replace(terrain.programme, config=config.model_copy(update={"comites": comites}))
    programmes = visitor.client.app[HOST].programmes
    assert isinstance(programmes, dict)
    programmes[moved.id] = moved


async def test_the_coordination_reads_nature_and_frequency_and_the_audit_says_so(
    rue: Terrain, visitor: Visitor
) -> None:
    own = rue.people[COORDINATRICE]
    page = link(rue, visitor, "coordination", personne_id=own)
    assert "Site A" not in (await visitor.get(page))[1]
    text = await opened(visitor, page)
    for fact in ("1. Site A", "4 fois", "3 fois", "1 fois", "Depuis le 17 mai 2026"):
        assert fact in text
    assert "Site B" not in text
    with rue.tx() as tx:
        (line,) = tx.query(Audit).filter(Audit.acte == "lire_carte").all()
        assert (line.personne_id, line.objet, line.objet_id) == (own, "lien_bord", 1)
        known = line.id
    assert "Site A" in (await visitor.get(f"{page}?dit={known}"))[1]
    other = link(rue, visitor, "technique", comite="comite-technique")
    assert "Site A" not in (await visitor.get(f"{other}?dit={known}"))[1]
    for forged in ("0" * 19 + "9" * 30, "9" * 5000, "²", "-1"):
        assert (await visitor.get(f"{page}?dit={forged}"))[0] == 200, "no number is too long"
    rue.clock.advance(timedelta(hours=1))
    assert "Site A" not in (await visitor.get(f"{page}?dit={known}"))[1]


async def test_the_comite_technique_reads_how_often_without_a_number_and_nobody_else_reads(
    rue: Terrain, visitor: Visitor
) -> None:
    technique = {"comite": "comite-technique"}
    text = await opened(visitor, link(rue, visitor, "technique", **technique))
    assert "quelques fois" in text
    assert "une fois" in text
    assert "3 fois" not in text
    assert 'r="12.0"' in text, "as large as the word says, not as the number"
    with_territoire(rue, visitor, "nord")
    elsewhere = await opened(visitor, link(rue, visitor, "technique", **technique))
    assert "Site A" not in elsewhere, "a comité reads its own territoire"
    with_territoire(rue, visitor, None)
    for page in (
        link(rue, visitor, "technique", **technique, lettre=True),
        link(rue, visitor, "operationnel", comite="comite-operationnel-ouest"),
        link(rue, visitor, "elus"),
        link(rue, visitor, "bailleur", bailleur="sv-bailleur"),
    ):
        status, said = await visitor.get(page)
        assert status == 403
        assert "Site A" not in said
