"""How long a tap waits for its answer when many people tap, with a Bot API 40 ms away."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.burst import FIRST_PERSON
from tests.bench.bases import AGES, USERS, base
from tests.bench.crowd import tally_button
from tests.bench.ground import Ground, Seen, cards, ground
from tests.bench.histoire import EVENING
from tests.bench.processes import Process
from tests.bench.rivals import aiogram, carnet_of, echo
from tests.bench.table import Figure, p

DELAY_MS = "40"
FAR = ("--delay-ms", DELAY_MS, "--polls-at-once")
"""What is measured begins when Telegram has the tap: the journey of the poll is not ours."""
SECONDS = 5
WARM_UP = 20
GOALS = {10: 20.0, 50: 20.0, 200: 80.0}
"""Milliseconds at 95 in a hundred, by taps per second."""
BASE_RATE = 50
ECHO_PATIENCE = 9.0
"""The echo falls behind for ever: what has no answer by then counts as that long."""
SETTLING_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Pace:
    """What taps at one rate lived and cost, in milliseconds."""

    p95: float
    cpu_ms: float


def measure() -> Iterator[Figure]:
    theirs, peer = _echo_p95(), _aiogram()
    yield from _figures(0, theirs, "(écho nu)", over=theirs >= ECHO_PATIENCE * 1000, peer=peer)
    for annees in (1, 10):
        yield from _figures(annees, peer.p95, "(aiogram, état en mémoire)")


def tapped(place: Ground, rate: int) -> list[Seen]:
    """Taps at random moments; every call until each card was rewritten."""
    count = rate * SECONDS
    place.news()
    _launch(place, rate, count)
    return place.until(lambda seen: len(cards(seen)) >= count)


def _figures(
    annees: int, against: float, base_name: str, *, over: bool = False, peer: Pace | None = None
) -> Iterator[Figure]:
    """Each rate on a base of that age; the base of comparison taps at 50/s."""
    for rate, pace in _paces(annees).items():
        compared = rate == BASE_RATE
        yield Figure(
            f"Réaction p95 à {rate} appuis/s, {AGES[annees]}",
            pace.p95,
            "ms",
            GOALS[rate],
            against if compared else None,
            base_name if compared else "",
            over=over and compared,
        )
        if compared and peer is not None:
            yield Figure(
                f"Processeur par appui à {rate}/s",
                pace.cpu_ms,
                "ms",
                1.2,
                peer.cpu_ms,
                "(aiogram, état en mémoire)",
                of_ratio=True,
            )


def _paces(annees: int) -> dict[int, Pace]:
    with ground(*FAR, at=EVENING) as place, base(annees) as database:
        place.crowd(USERS)
        with carnet_of(place, database) as bot:
            tapped(place, WARM_UP)
            bot.come_to_rest()
            return {rate: _pace(place, bot, rate) for rate in GOALS}


def _pace(place: Ground, bot: Process, rate: int) -> Pace:
    before = bot.cpu_ms()
    seen = tapped(place, rate)
    time.sleep(SETTLING_SECONDS)
    _check_order(seen, min(USERS, rate * SECONDS))
    return Pace(p(_waits(place), 95), (bot.cpu_ms() - before) / (rate * SECONDS))


def _aiogram() -> Pace:
    """In the same session, beside ours."""
    with ground(*FAR) as place:
        place.crowd(USERS)
        with aiogram(place) as bot:
            tapped(place, WARM_UP)
            before = bot.cpu_ms()
            tapped(place, BASE_RATE)
            time.sleep(SETTLING_SECONDS)
            spent = bot.cpu_ms() - before
        return Pace(p(_waits(place), 95), spent / (BASE_RATE * SECONDS))


def _launch(place: Ground, rate: int, count: int) -> None:
    button = tally_button()
    asked = {"schedule": "poisson", "rate": rate, "seed": rate}
    place.post("burst", kind="tap", data=button, count=count, users=USERS, **asked)


def _waits(place: Ground, otherwise: float = float("inf")) -> list[float]:
    """Milliseconds from a tap's being available to its answer's arrival."""
    taps = place.get("latencies")["taps"]
    return [otherwise if tap["ms"] is None else float(tap["ms"]) for tap in taps]


def _echo_p95() -> float:
    with ground(*FAR) as place, echo(place):
        _launch(place, BASE_RATE, BASE_RATE * SECONDS)
        time.sleep(ECHO_PATIENCE)
        return p(_waits(place, ECHO_PATIENCE * 1000), 95)


def _check_order(seen: list[Seen], users: int) -> None:
    """In each chat the total only grows: no tap overtook another."""
    shown: dict[int, list[int]] = defaultdict(list)
    for one in cards(seen):
        total = one.params["text"].rpartition("<b>")[2].partition("</b>")[0]
        shown[one.params["chat_id"]].append(int(total))
    wrong = {chat: totals for chat, totals in shown.items() if totals != sorted(set(totals))}
    if wrong or len(shown) != users or min(shown) < FIRST_PERSON:
        raise RuntimeError(f"l'ordre n'est pas tenu : {wrong or len(shown)}")
