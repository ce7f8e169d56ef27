"""An evening, then the week's other hours, lived by the real bot; what each unit of work held.

`python -m tests.bench.veillee URL DATABASE BINOMES` prints the holds as one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from bot import garbage
from bot.app import Carnet, opened
from bot.clock import PARIS, MovableClock, paris
from bot.domain.roles import Role
from bot.domain.semaine import JOURS
from bot.sandbox.burst import FIRST_PERSON
from tests.bench.crowd import tally_button
from tests.bench.ground import Ground, Seen, cards
from tests.bench.histoire import COORDINATION, EVENING
from tests.bench.holds import Watch, watching
from tests.bench.subject import wiring

RATE, SECONDS = 50, 5
PATIENCE = 20.0
SAID = ("sendMessage", "editMessageText")
HOURS: Final = (
    (0, 21, 10),
    (0, 21, 45),
    (0, 23, 5),
    (1, 8, 5),
    (1, 9, 35),
    (3, 17, 5),
    (3, 21, 50),
    (6, 8, 5),
    (6, 17, 1),
)
"""Days after the evening, hour and minute in Paris: when the clock's jobs have something to do."""


class Veillee:
    """The bot at work, and those who keep it busy; `watch` is told what is under way."""

    def __init__(self, carnet: Carnet, place: Ground, clock: MovableClock, watch: Watch) -> None:
        self._carnet, self._place, self._clock, self._watch = carnet, place, clock, watch

    async def live(self, users: int) -> None:
        await asyncio.to_thread(self._place.crowd, users)
        self._place.post("person", first_name="Coordination", id=COORDINATION)
        await self._taps(users)
        for role, person in ((Role.MEDIATEUR, FIRST_PERSON), (Role.COORDINATION, COORDINATION)):
            for command, _about in self._carnet.desk.commands(role):
                await self._screen(person, command)
        for days, hour, minute in HOURS:
            await self._ring(days, hour, minute)

    async def _taps(self, users: int) -> None:
        """People count at an evening's pace while the clock's jobs come round."""
        self._watch.during = "appuis"
        count = RATE * SECONDS
        asked = {"kind": "tap", "data": tally_button(), "count": count, "users": users}
        self._place.post("burst", schedule="poisson", rate=RATE, **asked)
        await self._carnet.catch_up()
        await asyncio.to_thread(self._place.until, lambda seen: len(cards(seen)) >= count)

    async def _screen(self, person: int, command: str) -> None:
        """Over when the bot said something to whoever asked."""
        self._watch.during = command

        def answered(seen: list[Seen]) -> bool:
            return any(one.method in SAID and one.params["chat_id"] == person for one in seen)

        self._place.news()
        self._place.post("write", person=person, text=f"/{command}")
        await asyncio.to_thread(self._place.until, answered, PATIENCE, 0.02)

    async def _ring(self, days: int, hour: int, minute: int) -> None:
        day = paris(EVENING).date() + timedelta(days=days)
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)
        self._watch.during = f"{JOURS[day.weekday()]} {moment:%H:%M}"
        self._clock.set(moment)
        self._place.post("clock", set=moment.isoformat())
        await self._carnet.catch_up()
        await asyncio.sleep(0.5)


async def main(url: str, database: str, binomes: str) -> None:
    clock = MovableClock(EVENING)
    wired = wiring(url, database, int(binomes), clock)
    async with opened(wired, paced=False) as carnet:
        garbage.keep()
        with watching() as watch:
            running = asyncio.create_task(carnet.run())
            await Veillee(carnet, Ground(url), clock, watch).live(2 * int(binomes))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    print(json.dumps([asdict(hold) for hold in watch.holds]), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
