"""What leaves the base, hour after hour, so that it does not grow with all that was ever said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import select

from storage.machine import retention
from storage.machine.db import Tx
from storage.models import Personne
from storage.work import ClockJob, More, Work

_TEAM: Final = select(Personne.telegram_id).where(Personne.revoquee_le.is_(None))
Leaving = Callable[[Tx, datetime, int], int | None]
"""Lets some rows go past a number; the number reached, None once nothing is left to go."""


def all_leavings() -> dict[str, ClockJob]:
    """By the name of the job in the log."""
    kinds: dict[str, Leaving] = {
        "handled updates": retention.updates,
        "messages that left": retention.messages,
        "messages with a short life": retention.short_lives,
        "conversations that ended": partial(retention.talks, team=_TEAM),
    }
    return {name: partial(_go_on, leave=leave) for name, leave in kinds.items()}


def _go_on(work: Work, leave: Leaving, after: int = 0) -> More | None:
    reached = leave(work.tx, work.now, after)
    return None if reached is None else More(partial(_go_on, leave=leave, after=reached))
