"""A préconisation whose words were let leave goes to its service, once (000 l.164)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework.preconisation import courrier
from bot.domain.vies.preconisation import UNDECIDED
from storage import notes, preconisations
from storage.machine import passages
from storage.models import Preconisation
from storage.work import More, Work, a_few

TASK: Final = "preconisation_service"
WAIT: Final = timedelta(minutes=15)
"""Whoever let it leave may still take that back."""
LATELY: Final = timedelta(days=7)
"""What was reread before is history: a breakdown is shorter."""


def send(work: Work) -> More | None:
    """Run it as often as you like: each is written to its service once."""
    since, until = work.now - LATELY, work.now - WAIT
    objet = Preconisation.__tablename__
    found = notes.validated_between(work.tx, work.programme.id, (objet,), since, until)
    known = passages.claimed(work.tx, TASK, [_period(row_id) for _, row_id, _ in found])
    fresh = [(row_id, words) for _, row_id, words in found if _period(row_id) not in known]
    return a_few(work, fresh, _send)


def _send(work: Work, what: tuple[int, str]) -> None:
    row_id, words = what
    row = preconisations.get(work.tx, work.programme.id, row_id)
    first = passages.claim(work.tx, TASK, _period(row_id), work.now)
    if first and row is not None and row.statut in UNDECIDED:
        courrier.write(work, row, words)


def _period(row_id: int) -> str:
    return str(row_id)
