"""A slot of the shared grid: kept once per actor, taken away by its own actor alone."""

from __future__ import annotations

from datetime import date, time

from bot.casework.grille import actes as grille
from storage.grille import CreneauActeur
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain

EDUCATEURS, CENTRE = "Éducateurs de rue", "Centre social"
JEUDI = CreneauActeur("etouvie", date(2026, 11, 19), time(14), time(17))


def test_a_slot_is_kept_once_per_actor(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        work = Work(tx, terrain.programme, SOIR)
        first = grille.add(work, EDUCATEURS, JEUDI, "a")
        assert first is not None
        assert grille.add(work, EDUCATEURS, JEUDI, "b") is None
        assert grille.add(work, CENTRE, JEUDI, "c") is not None
        assert grille.remove(work, CENTRE, first.id) is None
        assert grille.remove(work, EDUCATEURS, first.id) is first
        assert first.supprimee_le == SOIR
        assert grille.remove(work, EDUCATEURS, first.id) is None
        assert grille.add(work, EDUCATEURS, JEUDI, "d") is not None
