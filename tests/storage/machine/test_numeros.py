"""Numbers in order, one series beside the other, none twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.machine.db import Database
from storage.machine.numeros import next_number


def take(database: Database, series: str) -> int:
    with database.transaction() as tx:
        return next_number(tx, series)


def test_each_series_counts_from_one(database: Database) -> None:
    assert [take(database, "amiens:V") for _ in range(3)] == [1, 2, 3]
    assert take(database, "mons:V") == 1


def test_a_number_taken_in_vain_is_given_again(database: Database) -> None:
    def fail_after_taking() -> None:
        with database.transaction() as tx:
            next_number(tx, "amiens:V")
            raise RuntimeError("panne")

    with pytest.raises(RuntimeError, match="panne"):
        fail_after_taking()
    assert take(database, "amiens:V") == 1


def test_two_at_once_never_share_a_number(database: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda _: take(database, "amiens:V"), range(40)))
    assert sorted(taken) == list(range(1, 41))
