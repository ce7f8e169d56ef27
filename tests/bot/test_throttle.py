"""A small bucket per key: filled by use, emptied by time."""

from __future__ import annotations

from datetime import timedelta

from bot.throttle import KEYS_MAX, Throttle
from tests.bot.casework.terrain import SOIR


def test_a_bucket_lets_its_capacity_through_then_one_at_each_refill() -> None:
    throttle = Throttle()
    assert [throttle.allows("a", 3, SOIR) for _ in range(4)] == [True, True, True, False]
    assert throttle.allows("b", 3, SOIR)
    assert not throttle.allows("a", 3, SOIR + timedelta(seconds=5))
    assert throttle.allows("a", 3, SOIR + timedelta(seconds=6))
    assert not throttle.allows("a", 3, SOIR + timedelta(seconds=6))


def test_memory_is_bounded_whoever_knocks() -> None:
    throttle = Throttle()
    for number in range(KEYS_MAX + 50):
        throttle.allows(str(number), 3, SOIR)
    assert len(throttle._used) == KEYS_MAX
