"""The bot without its wire: updates are handled, its clock rings, what it posts arrives nowhere.

Turns, buttons and jobs are those of the real one: what a mediator could not do, no past holds.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.chat.desk import SansLigne, open_desk
from bot.chat.exchange import After
from bot.chat.turn import take
from bot.clock import MovableClock
from bot.delivery.channels import channels
from bot.simulation.registre import Registre
from bot.timetable import timetable
from storage.dispositif import Dispositif
from storage.machine import inbox, settling
from storage.machine.claims import Claimed, claim
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.programme import Programme, renew
from storage.referential import synchronise
from storage.trackings import TRACKINGS
from storage.work import ClockJob, More, Work

BOT_ID: Final = 1
BOT_USERNAME: Final = "carnet_simule_bot"
MOST: Final = 500
"""Messages settled at once."""
Rooms = Sequence[tuple[Lane, int]]
FAR: Final = 3650
"""Days ahead of which nothing is ever foreseen."""


@dataclass(frozen=True, slots=True)
class Arrivee:
    """A message that the bot posted, as it would have come: the number is ours."""

    channel: str
    address: str
    number: int
    content: dict[str, Any]
    subject: str


class Scene:
    """One programme under a clock that is moved by hand; nothing leaves it."""

    def __init__(self, database: Database, config: Dispositif, at: datetime) -> None:
        self.registre = Registre(database)
        self.clock = MovableClock(at, frozen=True)
        programme = synchronise(self.registre.tx, config, at)
        self._programmes = {programme.id: programme}
        self._owner = programme.id
        self.desk = open_desk(self.clock, self._programmes, SansLigne(BOT_ID, BOT_USERNAME))
        self._jobs = tuple(job.does for job in timetable(self.desk))
        self._numbers = itertools.count(1)
        self._arrived: list[Arrivee] = []
        self.screens: dict[str, Callable[[Arrivee], None]] = {}
        """By address, who sees at once what comes there."""
        self.refused: Counter[str] = Counter()
        """Answers that the bot did not take, by their question; a believable past has none."""

    @property
    def programme(self) -> Programme:
        """As its turns have left it."""
        return self._programmes[self._owner]

    def work(self) -> Work:
        """A deed that no button has: a page's, or a command's."""
        return Work(self.registre.tx, self.programme, self.clock.now())

    def number(self) -> int:
        """One that nothing else bears."""
        return next(self._numbers)

    def handles(self, change: dict[str, Any], *, member: bool = False) -> After:
        """One update, as Telegram would have written it; its answers arrive."""
        tx, number = self.registre.tx, self.number()
        raw = {"update_id": number, **change}
        (stored,) = inbox.store(tx, BOT_ID, [raw], self.clock.now(), {number})
        after = take(tx, self.desk, stored, member=member)
        self._ends(after.renewed)
        return after

    def rings(self) -> None:
        """All that the clock made due is done."""
        for job in self._jobs:
            then: ClockJob | None = job
            while then is not None:
                answer = then(self.work())
                self._ends(answer if isinstance(answer, Programme) else None)
                then = answer.ready(self.registre.tx) if isinstance(answer, More) else None
        self._deliver_all(self.clock.now())

    def done(self, renewed: Programme | None = None) -> None:
        """A deed that no update carried is over; the programme, if it changed it."""
        self._ends(renewed)

    def settles(self) -> None:
        """What waits for a day to come counts as sent too: nothing is left to any sender."""
        self._deliver_all(self.clock.now() + timedelta(days=FAR))

    def arrived(self) -> list[Arrivee]:
        """What came since this was last asked."""
        arrived, self._arrived = self._arrived, []
        return arrived

    def _ends(self, renewed: Programme | None) -> None:
        if renewed is not None:
            renew(self._programmes, renewed)
        posted = Counter(self.registre.tx.posted)
        self.registre.tx.posted.clear()
        self.registre.end_part()
        for channel in channels():
            lanes = {lane for where, _address, lane in posted if where == channel}
            if lanes:
                self._deliver(channel, [(Lane(lane), MOST) for lane in sorted(lanes)])

    def _deliver_all(self, due: datetime) -> None:
        for channel in channels():
            self._deliver(channel, [(lane, MOST) for lane in Lane], due)

    def _deliver(self, channel: str, rooms: Rooms, due: datetime | None = None) -> None:
        """What is due, now by default, counts as sent: no channel is ever opened.

        One message to each address at a time: those behind it wait for it to have left.
        """
        tx, now = self.registre.tx, self.clock.now()
        while rows := claim(tx, due or now, channel, rooms, TRACKINGS):
            came = [(row, self._numbered(row)) for row in rows]
            settling.sent(tx, now, came, TRACKINGS)
            self.comes([_arrivee(row, number) for row, number in came])

    def comes(self, arrived: Sequence[Arrivee]) -> None:
        """These are in somebody's hands."""
        self._arrived += arrived
        for arrivee in arrived:
            if arrivee.address in self.screens:
                self.screens[arrivee.address](arrivee)

    def _numbered(self, row: Claimed) -> int:
        return row.edit if isinstance(row.edit, int) else self.number()


def _arrivee(row: Claimed, number: int) -> Arrivee:
    return Arrivee(row.channel, row.address, number, row.content, row.subject)


@contextmanager
def opened(database: Database, config: Dispositif, at: datetime) -> Iterator[Scene]:
    """Committed at the end; what a failure left behind is undone."""
    scene = Scene(database, config, at)
    try:
        yield scene
        scene.settles()
        scene.registre.commit()
    finally:
        scene.registre.close()
