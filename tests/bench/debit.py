"""Updates per second and processor time per update: the whole durable turn, beside a bare echo."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select

from storage.machine.db import Database
from storage.models import Inbox, Outbox, Rencontre
from tests.bench.crowd import database_of, tally_button
from tests.bench.ground import ACCEPTED, PATIENCE, Ground, Seen, cards, ground
from tests.bench.processes import Process
from tests.bench.rivals import carnet, echo
from tests.bench.table import Figure

USERS, TAPS, ROUNDS = 250, 500, 7
SETTLING_SECONDS = 0.3
"""After the last call: the outbox writes down what was sent."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one burst cost, by card rewritten; `left` were refused, being too old by then."""

    cpu_ms: float
    per_second: float
    left: int


def measure() -> Iterator[Figure]:
    with ExitStack() as stack:
        database = stack.enter_context(database_of(USERS))
        grounds = [stack.enter_context(ground()) for _ in range(2)]
        theirs = stack.enter_context(echo(grounds[0]))
        ours = stack.enter_context(carnet(grounds[1], database))
        for place, bot in zip(grounds, (theirs, ours), strict=True):
            _burst(place, bot)
            bot.come_to_rest()
        rounds = [(_burst(grounds[0], theirs), _burst(grounds[1], ours)) for _ in range(ROUNDS)]
        _check(database, taps=TAPS * (ROUNDS + 1))
    yield from _figures(rounds)


def _burst(place: Ground, bot: Process) -> Round:
    """Every tap at once; over when each was answered and its message rewritten.

    On a busy machine the base is so late that Telegram refuses its answers: it then rewrites
    nothing, and is measured by what it did.
    """
    place.news()
    before = bot.cpu_ms()
    place.post("burst", kind="tap", data=tally_button(), count=TAPS, users=USERS)
    seen = place.watch(_complete)
    time.sleep(SETTLING_SECONDS)
    spent, done = bot.cpu_ms() - before, len(cards(seen))
    if not done:
        raise TimeoutError(f"aucun appui traité en {PATIENCE:.0f} s")
    return Round(spent / done, done / (seen[-1].at - seen[0].at), TAPS - done)


def _complete(seen: list[Seen]) -> bool:
    answers = [one for one in seen if one.method == "answerCallbackQuery"]
    refused = sum(one.status != ACCEPTED for one in answers)
    return len(answers) >= TAPS and len(cards(seen)) + refused >= TAPS


def _check(database: Database, taps: int) -> None:
    """A fast figure is worth nothing if a tap was lost on the way."""
    counts = {
        "counted": select(func.sum(Rencontre.nombre)),
        "handled": select(func.count()).where(Inbox.etat == "done"),
        "sent": select(func.count()).where(Outbox.etat == "sent", Outbox.cle.startswith("tg:")),
    }
    with database.transaction() as tx:
        found = {name: tx.execute(count).scalar_one() for name, count in counts.items()}
    if set(found.values()) != {taps}:
        raise RuntimeError(f"{taps} taps were made, and the database says {found}")


def _figures(rounds: list[tuple[Round, Round]]) -> Iterator[Figure]:
    left = sum(base.left for base, _ in rounds)
    base_name = f"(écho nu, {left} appuis trop vieux)" if left else "(écho nu)"
    yield Figure(
        "Processeur par mise à jour, tour durable",
        median(mine.cpu_ms for _, mine in rounds),
        "ms",
        0.5,
        median(base.cpu_ms for base, _ in rounds),
        base_name,
        of_ratio=True,
        paired=median(mine.cpu_ms / base.cpu_ms for base, mine in rounds),
    )
    yield Figure(
        "Mises à jour par seconde",
        median(mine.per_second for _, mine in rounds),
        "/s",
        2.4,
        median(base.per_second for base, _ in rounds),
        base_name,
        at_least=True,
        of_ratio=True,
        paired=median(mine.per_second / base.per_second for base, mine in rounds),
    )
