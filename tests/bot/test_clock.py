"""One clock: aware, in UTC, and moved by hand only where it was made for that."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import PARIS, Clock, MovableClock, SystemClock, paris

FIVE = datetime(2026, 11, 17, 17, 4, tzinfo=PARIS)


@pytest.mark.parametrize("clock", [SystemClock(), MovableClock(), MovableClock(FIVE)])
def test_every_clock_tells_an_aware_instant_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_a_frozen_clock_stands_still_until_it_is_moved() -> None:
    clock = MovableClock(FIVE, frozen=True)
    time.sleep(0.01)
    assert clock.now() == FIVE
    clock.advance(timedelta(hours=1))
    assert clock.now() == FIVE + timedelta(hours=1)
    clock.set(FIVE)
    assert clock.now() == FIVE


def test_a_clock_that_was_moved_runs_on_from_there() -> None:
    clock = MovableClock(FIVE)
    clock.set(FIVE + timedelta(days=6))
    time.sleep(0.01)
    late = clock.now() - (FIVE + timedelta(days=6))
    assert timedelta(0) < late < timedelta(minutes=1)


def test_without_a_start_it_begins_now() -> None:
    gap = MovableClock().now() - SystemClock().now()
    assert abs(gap) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "14:00 +0200"),
        (datetime(2026, 12, 1, 12, tzinfo=UTC), "13:00 +0100"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30 +0200"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30 +0100"),
    ],
)
def test_a_wall_clock_in_france_knows_both_nights(instant: datetime, shown: str) -> None:
    assert f"{paris(instant):%H:%M %z}" == shown
