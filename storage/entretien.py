"""What keeps the base small and quick, hour after hour: rows that are over leave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

from sqlalchemy import select

from storage.conservation.purge import journal_emptied
from storage.machine import passages, planner, retention
from storage.models import Personne
from storage.work import ClockJob, More, Work

_TEAM: Final = select(Personne.telegram_id).where(Personne.revoquee_le.is_(None))
Leaving = Callable[[Work, int], int | None]
"""Lets some rows go past a number; the number reached, None once nothing is left to go."""


def words_taken_back(work: Work) -> More | None:
    """Every few seconds: whoever took back their agreement was promised it (M07)."""
    return _let_go(work, lambda later, after: retention.blank(later.tx, later.now, after))


def _updates(work: Work, after: int) -> int | None:
    kept = timedelta(hours=work.programme.config.conservation.maj_brutes_heures)
    return retention.updates(work.tx, work.now, after, aside=kept)


def _messages(work: Work, after: int) -> int | None:
    kept = timedelta(days=work.programme.config.conservation.messages_jours)
    return retention.messages(work.tx, work.now, after, kept=kept)


def _short_lives(work: Work, after: int) -> int | None:
    return retention.short_lives(work.tx, work.now, after)


def _talks(work: Work, after: int) -> int | None:
    kept = timedelta(days=work.programme.config.conservation.conversations_jours)
    return retention.talks(work.tx, work.now, after, team=_TEAM, kept=kept)


LEAVINGS: Final[dict[str, Leaving]] = {
    "handled updates": _updates,
    "messages that left": _messages,
    "messages with a short life": _short_lives,
    "conversations that ended": _talks,
}


def every_hour() -> dict[str, ClockJob]:
    """By the name of the job in the log."""
    jobs: dict[str, ClockJob] = {
        name: partial(_let_go, leave=leave) for name, leave in LEAVINGS.items()
    }
    return {**jobs, "planner fed": feed_planner, "journal emptied": journal_emptied}


def feed_planner(work: Work) -> None:
    """Once a day; PostgreSQL does it by itself."""
    day = str(work.now.date())
    if work.tx.dialect.name == "sqlite" and passages.claim(work.tx, "planner", day, work.now):
        planner.feed(work.tx.connection())


def _let_go(work: Work, leave: Leaving, after: int = 0) -> More | None:
    reached = leave(work, after)
    return None if reached is None else More(partial(_let_go, leave=leave, after=reached))
