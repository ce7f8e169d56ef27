"""Distances on the ground."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.distance import metres

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert metres(49, 2.25, 50, 2.25) == pytest.approx(111_195, rel=0.001)


def test_a_position_forty_kilometres_away_is_seen_as_such() -> None:
    assert 39_000 < metres(49.90, 2.25, 49.90, 2.80) < 41_000
    assert metres(49.9010, 2.2570, 49.9013, 2.2572) < 50


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(
    a: float, b: float, c: float, d: float
) -> None:
    there = metres(a, b, c, d)
    assert there == pytest.approx(metres(c, d, a, b), abs=1e-3)
    assert 0 <= there <= 20_015_200
    assert metres(a, b, a, b) == 0
