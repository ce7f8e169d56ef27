"""Telegram's pace, on a clock moved by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from bot.channels.telegram.pace import Rates, TelegramPace


@dataclass
class Seconds:
    """A monotonic clock that only moves when told."""

    at: float = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def pace(seconds: Seconds) -> TelegramPace:
    return TelegramPace(monotonic=seconds)


def run(pace: TelegramPace, seconds: Seconds, lasting: float, *addresses: str) -> list[float]:
    """When messages leave while there is always one due for each address."""
    end, left = seconds.at + lasting, []
    while seconds.at < end:
        for address in addresses:
            if pace.room() and address not in pace.resting():
                pace.spend(address, edit=False)
                left.append(seconds.at)
        seconds.at += max(0.001, min(0.05, pace.delay()))
    return left


def most_within(moments: list[float], seconds: float) -> int:
    """The most that left in any window of that length."""
    return max(sum(one <= m < one + seconds for m in moments) for one in moments)


def test_overall_no_second_holds_more_than_telegram_bears(
    pace: TelegramPace, seconds: Seconds
) -> None:
    left = run(pace, seconds, 10, *(str(n) for n in range(400)))
    assert len(left) / 10 >= 29
    assert most_within(left, 1.0) <= 30


def test_a_private_chat_gets_three_at_once_then_one_a_second(
    pace: TelegramPace, seconds: Seconds
) -> None:
    assert 10 <= len(run(pace, seconds, 10, "7")) <= 13
    seconds.at += 60
    assert len(run(pace, seconds, 0.9, "7")) == 3


def test_a_group_gets_eighteen_a_minute(pace: TelegramPace, seconds: Seconds) -> None:
    left = run(pace, seconds, 300, "-40")
    assert 88 <= len(left) <= 92
    assert most_within(left, 60) <= 20


def test_rewriting_a_card_does_not_tire_a_private_chat(pace: TelegramPace) -> None:
    for _ in range(2):
        pace.spend("7", edit=True)
    assert pace.resting() == []
    for _ in range(2):
        pace.spend("-40", edit=True)
    assert pace.resting() == ["-40"]


def test_a_429_rests_its_chat_and_slows_everybody_a_little(
    pace: TelegramPace, seconds: Seconds
) -> None:
    pace.slow_down("7", 5)
    assert pace.rate == pytest.approx(Rates().overall * 0.97)
    seconds.at += 4.9
    assert pace.resting() == ["7"]
    seconds.at += 0.2
    assert pace.resting() == []


def test_the_overall_rate_climbs_back_slowly_and_never_falls_to_nothing(
    pace: TelegramPace, seconds: Seconds
) -> None:
    for _ in range(100):
        pace.slow_down("7", 1)
    assert pace.rate == 5
    seconds.at += 60
    pace.room()
    assert pace.rate == pytest.approx(6.2)
    seconds.at += 86_400
    pace.room()
    assert pace.rate == Rates().overall


def test_the_delay_is_the_nearest_change(pace: TelegramPace, seconds: Seconds) -> None:
    assert pace.delay() == math.inf
    pace.spend("7", edit=False)
    assert pace.room() == 0
    assert pace.delay() == pytest.approx((2 - Rates().overall_burst) / Rates().overall)
    seconds.at += pace.delay() + 1e-6
    assert pace.room() == 1
    assert pace.delay() == math.inf
    for _ in range(2):
        pace.spend("7", edit=False)
        seconds.at += 0.2
    assert pace.resting() == ["7"]
    assert 0 < pace.delay() < 1


def test_chats_at_rest_are_forgotten(pace: TelegramPace, seconds: Seconds) -> None:
    run(pace, seconds, 5, *(str(n) for n in range(100)))
    seconds.at += 60
    pace.resting()
    assert pace.delay() == math.inf


def test_other_rates_are_obeyed(seconds: Seconds) -> None:
    pace = TelegramPace(Rates(overall=5, overall_burst=1), seconds)
    assert len(run(pace, seconds, 10, *(str(n) for n in range(100)))) == pytest.approx(50, abs=2)
