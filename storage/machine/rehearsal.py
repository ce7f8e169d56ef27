"""A deed done for nothing: what it compiles is kept, what it writes is undone.

The first of its kind costs several times what the next ones do; nobody need wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, NoReturn

from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats

from storage.machine.db import Tx

STEP_SECONDS: Final = 0.008
"""Of CPU: an attempt that compiled something new goes no further."""


class Undone(Exception):
    """The end of every attempt; `whole` when the deed went to its own end."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__("rien de cela n'est arrivé")
        self.whole = whole


def attempt(tx: Tx, deed: Callable[[Tx], object]) -> NoReturn:
    """Do `deed` as far as it goes in little time; the next attempt goes further, faster.

    Always raises, so that nothing is committed: Undone, or what the deed raised.
    """
    began, compiled = time.thread_time(), False

    def hear(_link: Any, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:
        nonlocal compiled
        compiled = compiled or context.cache_hit is CacheStats.CACHE_MISS
        if compiled and time.thread_time() - began > STEP_SECONDS:
            raise Undone(whole=False)

    event.listen(tx.connection(), "before_cursor_execute", hear)
    deed(tx)
    tx.flush()
    raise Undone(whole=True)
