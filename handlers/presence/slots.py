"""The planned slot of the moment (000 l.73), and which presence is for which slot."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import paris
from bot.feature.contract import Context
from bot.words import heure
from storage import people, planning
from storage.attendus import EARLY, Agenda, expected
from storage.machine.db import Tx
from storage.planning import Slot
from storage.programme import Programme
from storage.work import Work

ALONE_OF = 2
"""With one away, a larger team is still several."""


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
    person = context.person
    if slot is None or slot.absent == person.id:
        return False
    return leaves_one(context.tx, person.binome_id or 0, slot)


def leaves_one(tx: Tx, binome_id: int, slot: Slot) -> bool:
    """Whether one of two is away; who left the binôme since is not: somebody else came."""
    if slot.absent is None:
        return False
    members = people.binome_members(tx, binome_id)
    return len(members) <= ALONE_OF and slot.absent in {one.id for one in members}


def lately(work: Work, binome_id: int | None = None) -> Agenda:
    """Yesterday (a night may still run) and today, of everybody or of one binôme."""
    day = paris(work.now).date()
    return planning.agenda(work.tx, work.programme, day - timedelta(days=1), day, binome_id)


def of_day(tx: Tx, programme: Programme, binome_id: int, de: datetime) -> list[Slot]:
    """The slots of the day of that instant, as they are planned now."""
    return planning.slots_of(tx, programme, binome_id, paris(de).date())
