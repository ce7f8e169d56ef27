"""The planned slot of the moment (000 l.73), and those whose hour has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.clock import paris
from bot.words import heure
from storage.db import Tx
from storage.planning import Slot, slots_of
from storage.programme import Programme

EARLY = timedelta(hours=1)


def said(slot: Slot) -> str:
    """« 17 h 00 – 21 h 00 »."""
    return f"{heure(slot.de)} – {heure(slot.a)}"


def slot_now(
    tx: Tx, programme: Programme, binome_id: int | None, now: datetime, early: timedelta = EARLY
) -> Slot | None:
    """The binôme's slot that runs at `now`, or begins within `early`."""
    for slot in lately(tx, programme, binome_id, now):
        if slot.de - early <= now < slot.a:
            return slot
    return None


def lately(tx: Tx, programme: Programme, binome_id: int | None, now: datetime) -> Iterator[Slot]:
    """Slots of yesterday (a night may still run) and of today."""
    for back in (1, 0):
        day = paris(now).date() - timedelta(days=back)
        yield from slots_of(tx, programme, binome_id, day)


def beginning(tx: Tx, programme: Programme, binome_id: int, de: datetime) -> Slot | None:
    """The slot that begins at that very instant, as it is planned now."""
    slots = slots_of(tx, programme, binome_id, paris(de).date())
    return next((slot for slot in slots if slot.de == de), None)
