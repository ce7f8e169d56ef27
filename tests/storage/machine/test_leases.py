"""A lease has one holder at a time."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import MovableClock
from storage.machine import leases
from storage.machine.db import Database


def take(database: Database, clock: MovableClock, who: str) -> bool:
    with database.transaction() as tx:
        return leases.take(tx, "poll:1", who, clock.now(), 60)


def test_a_second_instance_waits_until_the_lease_ends(
    database: Database, clock: MovableClock
) -> None:
    assert take(database, clock, "a:1")
    assert not take(database, clock, "b:2")
    clock.advance(timedelta(seconds=59))
    assert not take(database, clock, "b:2")
    clock.advance(timedelta(seconds=1))
    assert take(database, clock, "b:2")
    assert not take(database, clock, "a:1")


def test_the_holder_keeps_its_lease_by_taking_it_again(
    database: Database, clock: MovableClock
) -> None:
    for _ in range(3):
        assert take(database, clock, "a:1")
        clock.advance(timedelta(seconds=45))
    assert not take(database, clock, "b:2")


def test_a_lease_given_up_is_free_at_once(database: Database, clock: MovableClock) -> None:
    take(database, clock, "a:1")
    with database.transaction() as tx:
        leases.release(tx, "poll:1", "b:2")
        assert leases.holder(tx, "poll:1") == "a:1"
        leases.release(tx, "poll:1", "a:1")
        assert leases.holder(tx, "poll:1") is None
    assert take(database, clock, "b:2")
