"""The planned slot of the moment (000 l.73), and which presence is for which slot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.clock import paris
from bot.feature.contract import Context
from bot.words import heure
from storage import people, planning, venues
from storage.machine.db import Tx
from storage.planning import Slot
from storage.programme import Programme
from storage.venues import Venue
from storage.work import Work

EARLY = timedelta(hours=1)
ALONE_OF = 2
"""With one away, a larger team is still several."""
Agenda = Mapping[tuple[int, date], Sequence[Slot]]
"""By binôme and day; a day off is there too, and empty."""
Attendu = tuple[int, Slot]
"""A binôme, and where it is expected."""


def hours(slot: Slot) -> str:
    """« 17 h 00 – 21 h 00 »."""
    return f"{heure(slot.de)} – {heure(slot.a)}"


def slot_now(work: Work, binome_id: int | None, site: str | None = None) -> Slot | None:
    """The binôme's slot that runs at `now`, or begins soon; on that site, if one is given."""
    for _binome, slot in expected(lately(work, binome_id)) if binome_id else ():
        if slot.de - EARLY <= work.now < slot.a and site in (None, slot.site):
            return slot
    return None


def is_alone(context: Context, slot: Slot | None) -> bool:
    """Whether the planning says that the other one of the two will not be there."""
    if slot is None or slot.absent in (None, context.person.id):
        return False
    return len(people.binome_members(context.tx, context.person.binome_id or 0)) <= ALONE_OF


def lately(work: Work, binome_id: int | None = None) -> Agenda:
    """Yesterday (a night may still run) and today, of everybody or of one binôme."""
    day = paris(work.now).date()
    return planning.agenda(work.tx, work.programme, day - timedelta(days=1), day, binome_id)


def expected(agenda: Agenda) -> Iterator[Attendu]:
    """Each slot with whose it is; a binôme's own in order."""
    for binome_id, day in sorted(agenda):
        yield from ((binome_id, slot) for slot in agenda[binome_id, day])


def of_day(tx: Tx, programme: Programme, binome_id: int, de: datetime) -> list[Slot]:
    """The slots of the day of that instant, as they are planned now."""
    return planning.slots_of(tx, programme, binome_id, paris(de).date())


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
