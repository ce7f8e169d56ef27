"""An extract holds what was asked for: a landlord has its stock, and what its service has."""

from __future__ import annotations

from datetime import date

from bot.domain.vies.signalement import ActeSignalement
from digests.extraits.extrait import Tri, extrait
from storage.machine.db import Database
from tests.bot.casework.terrain import Terrain, open_terrain

DAYS = (date(2026, 11, 1), date(2026, 11, 30))


def references(terrain: Terrain, **asked: object) -> list[str]:
    with terrain.work() as work:
        found = extrait(work, Tri(*DAYS, **asked))  # type: ignore[arg-type]
        return [one.reference for one in found.lignes]


def test_a_landlord_has_its_stock_and_what_its_service_has(sqlite_database: Database) -> None:
    terrain = open_terrain(sqlite_database)
    terrain.emit(site="site-a")
    terrain.emit(site="site-a", service="sv-bailleur")
    terrain.emit(site="site-c", chantier=True)
    with terrain.work() as work:
        works = [one.reference for one in extrait(work, Tri(*DAYS)).lignes if one.chantier]
    assert works == ["V-0003"], "said of what was linked to works alone (C22)"
    assert references(terrain, bailleur="sv-bailleur") == ["V-0002", "V-0003"]
    here = frozenset({terrain.programme.sites["site-a"]})
    assert references(terrain, sites=here) == ["V-0001", "V-0002"]


def test_a_cancelled_one_is_told_as_such_and_never_late(sqlite_database: Database) -> None:
    terrain = open_terrain(sqlite_database)
    terrain.emit()
    terrain.act(1, ActeSignalement.ANNULER, "coordination:3")
    terrain.clock.set(terrain.clock.now().replace(month=12))
    with terrain.work() as work:
        (one,) = extrait(work, Tri(*DAYS)).lignes
    assert (one.etat, one.hors_delai, one.jours) == ("Annulé", False, None)
