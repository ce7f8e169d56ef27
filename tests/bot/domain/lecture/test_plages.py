"""Two hours, as people type them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.lecture.plages import from_slug, is_plausible, length, parse_plage, to_slug


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14h-17h", (time(14), time(17))),
        ("14h - 17h30", (time(14), time(17, 30))),
        ("de 14 h à 17 h 30", (time(14), time(17, 30))),
        ("14:15–17:45", (time(14, 15), time(17, 45))),
        ("9-12", (time(9), time(12))),
        ("De 20H à 24h", (time(20), time(0))),
        (" 1400-1700 ", (time(14), time(17))),
    ],
)
def test_two_hours_are_read_however_they_are_typed(
    typed: str, expected: tuple[time, time]
) -> None:
    assert parse_plage(typed) == expected
    assert from_slug(to_slug(*expected)) == expected


@pytest.mark.parametrize("typed", ["", "14h", "demain", "25h-26h", "14h70-15h", "14h-17h-19h"])
def test_anything_else_is_no_slot(typed: str) -> None:
    assert parse_plage(typed) is None


def test_a_night_is_a_slot_and_an_inverted_one_is_not() -> None:
    assert length(time(20), time(1, 30)) == timedelta(hours=5, minutes=30)
    assert is_plausible(time(20), time(1, 30))
    assert not is_plausible(time(17), time(14))
    assert not is_plausible(time(14), time(14))
