"""The thing found of an evening, for whatever is tried on every page."""

from __future__ import annotations

from storage.machine.db import Tx
from storage.models.objets_trouves import ObjetTrouve
from tests.bot.casework.terrain import MEDIATRICE, SOIR, Terrain


def add_row(tx: Tx, terrain: Terrain) -> ObjetTrouve:
    """A bunch of keys, found in the street."""
    row = ObjetTrouve(
        dispositif_id=terrain.programme.id,
        site_id=terrain.programme.sites["site-a"],
        binome_id=terrain.programme.binomes["binome-1"],
        auteur_id=terrain.people[MEDIATRICE],
        le=SOIR,
        tranche="soiree",
        source=terrain.source(),
        lieu="rue",
        chose="cles",
    )
    tx.add(row)
    tx.flush()
    return row
