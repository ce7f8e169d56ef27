"""Durations as the mediators say them."""

from __future__ import annotations

import pytest

from bot.domain.durees import format_minutes


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (228, "3 h 48"),
        (56, "0 h 56"),
        (172, "2 h 52"),
        (0, "0 h 00"),
        (61, "1 h 01"),
        (6000, "100 h 00"),
    ],
)
def test_minutes_are_read_as_hours(minutes: int, text: str) -> None:
    assert format_minutes(minutes) == text


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="négative"):
        format_minutes(-1)
