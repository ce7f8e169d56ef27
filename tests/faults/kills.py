"""kill -9: around each commit and send, between two statements, and again while it rises."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice

from tests.faults.checker import Found
from tests.stories.kill.deaths import Death, Point, at_random, every_death
from tests.stories.kill.lives import Nursery
from tests.stories.kill.stage import Verdict, replay, replay_all

STATEMENTS = "tests.faults.inside:count_statements"


def sample(points: Sequence[Point], wanted: int | None, seed: int) -> list[Death]:
    """So many of the deaths there are; all of them for None."""
    deaths = every_death(points)
    if wanted is None or wanted >= len(deaths):
        return deaths
    return random.Random(seed).sample(deaths, wanted)  # noqa: S311 (must come again)


def between(points: Sequence[Point], wanted: int | None, seed: int) -> list[Death]:
    """The same before a statement: after it is before the next."""
    found = [Death("before", "statement", one.n) for one in points if one.kind == "statement"]
    if wanted is None or wanted >= len(found):
        return found
    return random.Random(seed).sample(found, wanted)  # noqa: S311 (must come again)


async def killed(
    nurseries: Sequence[Nursery], wanted: int | None, seed: int
) -> dict[str, tuple[int, Found]]:
    """By fault: how many evenings it was killed in, and all that was wrong in them."""
    truth = await replay(nurseries[0], inside=STATEMENTS)
    points = [one for one in truth.points if one.kind != "statement"]
    pairs = [at_random(points, seed + rank) for rank in range(wanted or 60)]
    plans = {
        f"kill -9 autour de {len(points)} commits et envois": [
            [one] for one in sample(points, wanted, seed)
        ],
        f"kill -9 entre deux de {len(truth.points) - len(points)} instructions SQL": [
            [one] for one in between(truth.points, wanted, seed)
        ],
        "kill -9, deux ou trois fois": list(islice(pairs, wanted or 60)),
    }
    return {
        name: _judged(await replay_all(nurseries, some, truth.account, STATEMENTS))
        for name, some in plans.items()
    }


def _judged(verdicts: Sequence[Verdict]) -> tuple[int, Found]:
    found = Found()
    for verdict in verdicts:
        found.add(f"{one} ({verdict.plan})" for one in verdict.broken)
    return sum(bool(verdict.died) for verdict in verdicts), found
