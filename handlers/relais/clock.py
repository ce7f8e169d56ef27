"""Relais that became due: their binôme is asked once, in the morning (requirements §3.4)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from bot.clock import paris
from bot.feature.context import Context
from handlers.relais import a_verifier
from storage import people
from storage import relais as rows
from storage.machine.db import Tx
from storage.programme import Programme

OPENS: Final = time(9, 30)
CLOSES: Final = time(21)
"""On a clock in Paris: a bot that was down at 09:30 asks later that day, never at night."""


def ask(tx: Tx, programme: Programme, now: datetime) -> None:
    """One message to each mediator of a binôme; run it as often as you like."""
    if not OPENS <= paris(now).time() < CLOSES:
        return
    newly: dict[int, int] = {}
    for relais in rows.claim_due(tx, programme.id, now):
        newly.setdefault(relais.binome_id, relais.id)
    for binome_id, relais_id in newly.items():
        source = f"relais:{relais_id}:{paris(now).date().isoformat()}"
        context = Context(tx, programme, now, None, source)
        said = a_verifier.next_due(context, binome_id)
        for person in people.binome_members(tx, binome_id):
            context.tell(person.telegram_id, "{{ t|safe }}", said.keyboard, t=said.text)
