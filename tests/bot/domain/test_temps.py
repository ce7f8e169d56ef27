"""The share of working time spent in the street (000 l.142)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.temps import TempsDeTravail, journee_de


@pytest.mark.parametrize(
    ("presence", "ailleurs", "part"), [(720, 480, 60), (720, 600, 55), (1, 999, 0)]
)
def test_the_share_is_presence_over_everything(presence: int, ailleurs: int, part: int) -> None:
    assert TempsDeTravail(presence, ailleurs).part_terrain == part


@pytest.mark.parametrize(("presence", "ailleurs"), [(0, 0), (600, 0), (0, 600)])
def test_there_is_no_share_of_what_nobody_noted(presence: int, ailleurs: int) -> None:
    assert TempsDeTravail(presence, ailleurs).part_terrain is None


def test_a_night_belongs_to_the_evening_before() -> None:
    assert journee_de(datetime(2026, 11, 18, 3, 59, tzinfo=UTC)) == date(2026, 11, 17)
    assert journee_de(datetime(2026, 11, 18, 4, 0, tzinfo=UTC)) == date(2026, 11, 18)
