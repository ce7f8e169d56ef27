"""Silence at the end of a presence: the coordination is told once, and told when it is broken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.casework import coordination
from bot.domain.lecture.heures import to_stamp
from bot.feature.contract import Context
from bot.rendering import render_line
from handlers.presence import facts
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import Presence
from storage.programme import Programme

TASK = "securite"
BROKEN = "{{ site }} : {{ binome }} a répondu au bot au sujet de la présence. L'alerte est levée."
BROKEN_SUBJECT = "{{ site }} : nouvelles de la présence"


def raise_alarm(tx: Tx, presence: Presence, now: datetime) -> bool:
    """True once for each planned end: « Encore là » sets a new one."""
    return passages.claim(tx, TASK, _period(presence), now)


def raised(tx: Tx, rows: Iterable[Presence]) -> set[int]:
    """The ids of those for which it was."""
    periods = {_period(row): row.id for row in rows}
    return {periods[one] for one in passages.claimed(tx, TASK, periods)}


def key(presence: Presence) -> str:
    return f"{TASK}:{_period(presence)}"


def all_is_well(context: Context, presence: Presence) -> None:
    """Somebody answers the question: if the coordination was worried, it knows at once."""
    if not passages.done(context.tx, TASK, _period(presence)):
        return
    site = facts.site_label(context.programme, presence)
    coordination.tell(
        context,
        key=f"{key(presence)}:levee",
        subject=render_line(BROKEN_SUBJECT, site=site),
        text=render_line(BROKEN, binome=binome_label(context.programme, presence), site=site),
    )


def binome_label(programme: Programme, presence: Presence) -> str:
    return programme.binome_label(presence.binome_id)


def _period(presence: Presence) -> str:
    return f"{presence.id}:{to_stamp(presence.fin_prevue)}"
