"""What keeps the base small and quick, hour after hour: rows that are over leave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import select

from storage.machine import passages, planner, retention
from storage.machine.db import Tx
from storage.models import Personne
from storage.work import ClockJob, More, Work

_TEAM: Final = select(Personne.telegram_id).where(Personne.revoquee_le.is_(None))
Leaving = Callable[[Tx, datetime, int], int | None]
"""Lets some rows go past a number; the number reached, None once nothing is left to go."""


def words_taken_back(work: Work) -> More | None:
    """Every few seconds: whoever took back their agreement was promised it (M07)."""
    return _let_go(work, retention.blank)


def every_hour() -> dict[str, ClockJob]:
    """By the name of the job in the log."""
    leavings: dict[str, Leaving] = {
        "handled updates": retention.updates,
        "messages that left": retention.messages,
        "messages with a short life": retention.short_lives,
        "conversations that ended": partial(retention.talks, team=_TEAM),
    }
    jobs: dict[str, ClockJob] = {
        name: partial(_let_go, leave=leave) for name, leave in leavings.items()
    }
    return {**jobs, "planner fed": feed_planner}


def feed_planner(work: Work) -> None:
    """Once a day; PostgreSQL does it by itself."""
    day = str(work.now.date())
    if work.tx.dialect.name == "sqlite" and passages.claim(work.tx, "planner", day, work.now):
        planner.feed(work.tx.connection())


def _let_go(work: Work, leave: Leaving, after: int = 0) -> More | None:
    reached = leave(work.tx, work.now, after)
    return None if reached is None else More(partial(_let_go, leave=leave, after=reached))
