"""The planned slot of the moment (000 l.73), and which presence is for which slot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.clock import paris
from bot.words import heure
from storage import presences
from storage.machine.db import Tx
from storage.models import Presence
from storage.planning import Slot, slots_of
from storage.programme import Programme
from storage.work import Work

EARLY = timedelta(hours=1)


def hours(slot: Slot) -> str:
    """« 17 h 00 – 21 h 00 »."""
    return f"{heure(slot.de)} – {heure(slot.a)}"


def slot_now(work: Work, binome_id: int | None, site: str | None = None) -> Slot | None:
    """The binôme's slot that runs at `now`, or begins soon; on that site, if one is given."""
    for slot in lately(
        work,
        binome_id,
    ):
        if slot.de - EARLY <= work.now < slot.a and site in (None, slot.site):
            return slot
    return None


def lately(work: Work, binome_id: int | None) -> Iterator[Slot]:
    """Slots of yesterday (a night may still run) and of today."""
    for back in (1, 0):
        day = paris(work.now).date() - timedelta(days=back)
        yield from slots_of(work.tx, work.programme, binome_id, day)


def of_day(tx: Tx, programme: Programme, binome_id: int, de: datetime) -> list[Slot]:
    """The slots of the day of that instant, as they are planned now."""
    return slots_of(tx, programme, binome_id, paris(de).date())


def covered(tx: Tx, programme: Programme, binome_id: int, slot: Slot) -> bool:
    """Whether somebody came for that slot, or is there."""
    day = of_day(tx, programme, binome_id, slot.de)
    rows = presences.touching(tx, binome_id, slot.de - EARLY, slot.a)
    return any(_is_for(programme, row, slot, day) for row in rows)


def _is_for(programme: Programme, presence: Presence, slot: Slot, day: list[Slot]) -> bool:
    """On its site during it; else a presence is for the first slot that it could be for."""
    here = programme.site_slugs[presence.site_id] == slot.site
    if here and (presence.fin is None or presence.fin > slot.de):
        return True
    return next((candidate for candidate in day if candidate.a > presence.debut), None) == slot
