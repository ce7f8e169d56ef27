"""What the clock does once: claimed by the first, refused to all the others."""

from __future__ import annotations

from storage.machine import passages
from storage.machine.db import Database
from tests.conftest import EVENING


def test_a_period_is_claimed_once(database: Database) -> None:
    with database.transaction() as tx:
        assert passages.claim(tx, "hors_terrain", "1:2026-11-17", EVENING)
    with database.transaction() as tx:
        assert not passages.claim(tx, "hors_terrain", "1:2026-11-17", EVENING)
        assert passages.claim(tx, "hors_terrain", "1:2026-11-18", EVENING)
        assert passages.claim(tx, "etonnement", "1:2026-11-17", EVENING)
