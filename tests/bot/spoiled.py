"""A database that does not always answer as it should, unit of work by unit of work."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Literal

import pytest
from sqlalchemy.exc import OperationalError

from storage.machine.db import Database

Fate = Literal["kept", "refused", "lost", "closed"]
"""Committed; undone by its commit; committed, but nobody is told; not even begun."""


def spoil(database: Database, patch: pytest.MonkeyPatch, fate: Callable[[str], Fate]) -> None:
    """Give each unit of work its `fate`, told by how it is called: « round », « turn »…"""
    real = database.run

    async def run(work: Callable[..., Any], *args: Any, called: str = "", **more: Any) -> Any:
        end = fate(called or work.__name__)
        if end == "closed":
            raise OperationalError("BEGIN", {}, Exception("the server restarts"))
        done = await real(undone(work) if end == "refused" else work, *args, called=called, **more)
        if end == "lost":
            raise OperationalError("COMMIT", {}, Exception("the connection is lost"))
        return done

    patch.setattr(database, "run", run)


def undone(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same, whose transaction cannot be committed."""

    def refused(*args: Any) -> None:
        work(*args)
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    return refused


def every(number: int, fate: Fate, *among: str) -> Callable[[str], Fate]:
    """That for each so many-th unit of work; of those that are called so, when any is named."""
    counted = itertools.count(1)

    def told(called: str) -> Fate:
        concerned = not among or called in among
        return fate if concerned and next(counted) % number == 0 else "kept"

    return told


def in_order(*fates: Fate, begins: str) -> Callable[[str], Fate]:
    """These, from the first unit that is called so on; then all is well again."""
    left = list(fates)

    def told(called: str) -> Fate:
        if len(left) == len(fates) and called != begins:
            return "kept"
        return left.pop(0) if left else "kept"

    return told
