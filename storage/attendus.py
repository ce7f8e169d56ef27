"""Where each binôme is expected, and which presence is for which planned slot (000 l.73)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from storage import venues
from storage.planning import Slot
from storage.programme import Programme
from storage.venues import Venue
from storage.work import Work

EARLY: Final = timedelta(hours=1)
"""A presence may begin so long before its slot."""
Agenda = Mapping[tuple[int, date], Sequence[Slot]]
"""By binôme and day; a day off is there too, and empty."""
Attendu = tuple[int, Slot]
"""A binôme, and where it is expected."""


def expected(agenda: Agenda) -> Iterator[Attendu]:
    """Each slot with whose it is; a binôme's own in order."""
    for binome_id, day in sorted(agenda):
        yield from ((binome_id, slot) for slot in agenda[binome_id, day])


def uncovered(work: Work, attendus: Sequence[Attendu], agenda: Agenda) -> list[Attendu]:
    """Those for which nobody came, nor is there."""
    if not attendus:
        return []
    since = min(slot.de for _binome, slot in attendus) - EARLY
    until = max(slot.a for _binome, slot in attendus)
    came = venues.touching(work.tx, work.programme.id, since, until)
    return [
        (binome_id, slot)
        for binome_id, slot in attendus
        if not any(
            _is_for(work.programme, venue, slot, agenda[binome_id, paris(slot.de).date()])
            for venue in came.get(binome_id, ())
            if venue.debut < slot.a and (venue.fin is None or venue.fin > slot.de - EARLY)
        )
    ]


def _is_for(programme: Programme, venue: Venue, slot: Slot, day: Sequence[Slot]) -> bool:
    """On its site during it; else a presence is for the first slot that it could be for."""
    here = programme.site_slugs[venue.site_id] == slot.site
    if here and (venue.fin is None or venue.fin > slot.de):
        return True
    return next((candidate for candidate in day if candidate.a > venue.debut), None) == slot
