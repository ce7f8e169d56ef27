"""The row 1 of what the pages of equipe show, for whatever is tried on every page."""

from __future__ import annotations

from storage.machine.db import Tx
from storage.models import Personne
from tests.bot.casework.terrain import Terrain


def add_row(tx: Tx, _terrain: Terrain) -> Personne:
    """The first of the cast is there already."""
    return tx.get_one(Personne, 1)
