"""Statements compiled for one test's database serve the next: the program is the same."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event

import storage.machine.db

_FIRST: dict[str, Engine] = {}
"""By kind of database, the first engine that ever connected: its dialect knows its server."""


def share_compiled(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone, every engine of a kind compiles with the first one's cache.

    A bot has one engine for its whole life; a thousand tests would compile everything a thousand
    times, and that is where two thirds of their time went.
    """
    patch.setattr(storage.machine.db, "create_engine", _sharing)


def _sharing(*args: Any, **options: Any) -> Engine:
    engine = create_engine(*args, **options)
    first = _FIRST.get(engine.dialect.name)
    if first is None:
        event.listen(engine, "connect", lambda *_: _FIRST.setdefault(engine.dialect.name, engine))
    else:
        # Kept by dialect, statements are only found again under the very same one.
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine
