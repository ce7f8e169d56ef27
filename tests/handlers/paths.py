"""Which paths of a flow are taken again, and what several of them begin with."""

from __future__ import annotations

import itertools

from bot.engine.state import Event

Branch = tuple[Event, ...]
"""The events of one path, in order."""


def telling(ends: list[Branch]) -> list[Branch]:
    """As few of these paths as take every event after each one that it may follow, and end on it.

    All of them (CHEMINS=tous) are five times as many, and tell combinations of three.
    """
    kept, met = [], set[tuple[str, str]]()
    for path in ends:
        names = ["", *map(repr, path), ""]
        steps = set(itertools.pairwise(names))
        if not steps <= met:
            met |= steps
            kept.append(path)
    return kept


def branches(paths: list[Branch]) -> list[tuple[Event, list[Branch]]]:
    """The first events of these paths, each with what follows it."""
    found: dict[str, tuple[Event, list[Branch]]] = {}
    for event, *rest in paths:
        found.setdefault(repr(event), (event, []))[1].append(tuple(rest))
    return list(found.values())
