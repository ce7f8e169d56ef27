"""How long a tap waits for its answer when many people tap, with a Bot API 40 ms away."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator

from bot.sandbox.burst import FIRST_PERSON
from tests.bench.crowd import database_of, tally_button
from tests.bench.ground import Ground, Seen, cards, ground
from tests.bench.rivals import carnet, echo
from tests.bench.table import Figure, p

USERS = 200
DELAY_MS = "40"
SECONDS = 5
RATES = (50, 200)
ECHO_RATE = 50
ECHO_PATIENCE = 12.0
"""The base falls behind for ever: what has no answer by then counts as that long."""


def measure() -> Iterator[Figure]:
    theirs = _echo_p95()
    with ground("--delay-ms", DELAY_MS) as place, database_of(USERS) as database:
        place.crowd(USERS)
        with carnet(place, database):
            _burst(place, 20)
            for rate in RATES:
                place.news()
                seen = _burst(place, rate)
                _check_order(seen)
                yield Figure(
                    f"Réaction p95 à {rate} appuis/s (Bot API à {DELAY_MS} ms)",
                    p(_waits(place), 95),
                    "ms",
                    100,
                    theirs if rate == ECHO_RATE else None,
                    f"(écho nu, coupé à {ECHO_PATIENCE:.0f} s)" if rate == ECHO_RATE else "",
                )


def _burst(place: Ground, rate: int) -> list[Seen]:
    """Taps at random moments; every call until each card was rewritten."""
    count = rate * SECONDS
    _launch(place, rate, count)
    return place.until(lambda seen: len(cards(seen)) >= count)


def _launch(place: Ground, rate: int, count: int) -> None:
    button = tally_button()
    asked = {"schedule": "poisson", "rate": rate, "seed": rate}
    place.post("burst", kind="tap", data=button, count=count, users=USERS, **asked)


def _waits(place: Ground, otherwise: float = float("inf")) -> list[float]:
    """Milliseconds from a tap's being available to its answer's arrival."""
    taps = place.get("latencies")["taps"]
    return [otherwise if tap["ms"] is None else float(tap["ms"]) for tap in taps]


def _echo_p95() -> float:
    with ground("--delay-ms", DELAY_MS) as place, echo(place):
        _launch(place, ECHO_RATE, ECHO_RATE * SECONDS)
        time.sleep(ECHO_PATIENCE)
        return p(_waits(place, ECHO_PATIENCE * 1000), 95)


def _check_order(seen: list[Seen]) -> None:
    """In each chat the total only grows: no tap overtook another."""
    shown: dict[int, list[int]] = defaultdict(list)
    for one in cards(seen):
        total = one.params["text"].rpartition("<b>")[2].partition("</b>")[0]
        shown[one.params["chat_id"]].append(int(total))
    wrong = {chat: totals for chat, totals in shown.items() if totals != sorted(set(totals))}
    if wrong or len(shown) != USERS or min(shown) < FIRST_PERSON:
        raise RuntimeError(f"order is not kept: {wrong or len(shown)}")
