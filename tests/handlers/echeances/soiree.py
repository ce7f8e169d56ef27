"""The row 1 of what the pages of echeances show, for whatever is tried on every page."""

from __future__ import annotations

from bot.casework.echeancier import agenda
from storage.machine.db import Tx
from storage.models.calendrier import LienCalendrier
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain


def add_row(tx: Tx, terrain: Terrain) -> LienCalendrier:
    """A link given by command, nobody's own."""
    return agenda.give(Work(tx, terrain.programme, SOIR), None)
