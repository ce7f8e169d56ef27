"""When the bot is killed: before or after its n-th commit, before or after its n-th send."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["commit", "send", "statement"]
When = Literal["before", "after"]
KINDS: tuple[Kind, ...] = ("commit", "send")
"""Those of every evening; statements are counted where somebody asks for it (`tests.faults`)."""
WHENS: tuple[When, ...] = get_args(When)
RISING = 12
"""Commits or sends among which a bot that was just killed is often killed again."""


@dataclass(frozen=True, slots=True)
class Point:
    """A commit or a send, and what it was for: the function committed, the method sent.

    `n` counts those of its kind from 1, anew in each life.
    """

    kind: Kind
    n: int
    what: str


@dataclass(frozen=True, slots=True)
class Death:
    """The end of one life: just before its n-th commit or send, or just after.

    `point` is a kind, or says more closely what is counted: « take », « sendMessage ».
    """

    when: When
    point: str
    n: int

    def __str__(self) -> str:
        return f"{self.when} {self.point} {self.n}"


def write_point(point: Point) -> bytes:
    return f"{point.kind} {point.n} {point.what}\n".encode()


def read_points(journal: Path) -> list[Point]:
    """What the lives wrote down, in order; nothing when none of them began."""
    written = journal.read_text() if journal.exists() else ""
    lines = (line.split(" ", 2) for line in written.splitlines())
    known: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return [Point(known[kind], int(n), what) for kind, n, what in lines]


def every_death(points: Iterable[Point]) -> list[Death]:
    return [Death(when, point.kind, point.n) for point in points for when in WHENS]


def spread(points: Sequence[Point], wanted: int) -> list[Death]:
    """Some `wanted` deaths, the same for the same points.

    The first and the last of each kind, one of each sort of work, then evenly in between.
    """
    chosen = dict.fromkeys(
        death
        for kind in KINDS
        for ends in [[point for point in points if point.kind == kind]]
        for death in every_death((ends[0], ends[-1]))
    )
    for rank, what in enumerate(sorted({point.what for point in points})):
        same = [point for point in points if point.what == what]
        chosen.setdefault(every_death(same[len(same) // 2 :])[rank % 2])
    rest = [death for death in every_death(points) if death not in chosen]
    missing = max(1, wanted - len(chosen))
    return [*chosen, *rest[:: -(-len(rest) // missing)]]


def at_random(points: Sequence[Point], seed: int) -> list[Death]:
    """Two or three deaths: anywhere in the evening, then often while the bot gets up again."""
    chance = random.Random(seed)  # noqa: S311 (must come again for one seed)
    deaths = [chance.choice(every_death(points))]
    for _ in range(chance.choice((1, 2))):
        kind = chance.choice(KINDS)
        left = sum(point.kind == kind for point in points) // 2
        n = chance.randint(1, RISING if chance.random() < 0.5 else left)
        deaths.append(Death(chance.choice(WHENS), kind, n))
    return deaths
