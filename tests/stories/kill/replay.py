"""One evening played against a bot that is killed on the way: what people do, and the waiting."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp

from bot.clock import PARIS
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.persons import Person
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.stories.kill import ledger
from tests.stories.kill.books import Books, Reading, Row
from tests.stories.kill.deaths import Death
from tests.stories.kill.instant import SharedClock
from tests.stories.kill.lives import Lives
from tests.stories.kill.promises import answered_too_soon, not_kept, not_sent
from tests.stories.stage import EVENING, whole_label

PATIENCE = 20.0
LOOK_SECONDS = 0.008
PHOTO_PATIENCE = 0.3


@dataclass
class Replay:
    """The stage of one evening.

    `broken` are the promises seen broken so far; `updates` are those of the inbox when the
    evening ended, each with what became of it.
    """

    world: World
    mailbox: Mailbox
    clock: SharedClock
    lives: Lives
    books: Books
    broken: list[str] = field(default_factory=list)
    updates: Counter[Row] = field(default_factory=Counter)
    server: Server = field(init=False)
    _running: asyncio.Task[None] | None = None
    _beside: Reading | None = None

    def rise(self) -> asyncio.Task[None]:
        """Start the bot, and start it again each time it dies, until the task ends."""
        self._running = asyncio.create_task(self.lives.run(self._born, self._look))
        return self._running

    @property
    def folder(self) -> Path:
        return self.lives.folder

    @property
    def codes(self) -> dict[str, str]:
        """The code of each invitation."""
        return self.lives.nursery.codes

    async def quiet(self) -> None:
        """Until the bot is up, and has handled and sent all that it has to."""
        moment = asyncio.get_running_loop().time
        since = moment()
        async with asyncio.timeout(PATIENCE):
            while any(left := self._left()):
                if left[:-1] != (0, 0, 0):
                    since = moment()
                elif moment() - since > PHOTO_PATIENCE:
                    # A photo is asked for again some seconds later: let them pass.
                    self.clock.set(self.clock.now() + timedelta(seconds=5))
                await asyncio.sleep(LOOK_SECONDS)
        lost = self._not_kept(self.books)
        assert not lost, lost

    async def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Move the clock to that hour in Paris, on the evening's day plus `days`."""
        day = EVENING.date() + timedelta(days=days)
        self.clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS))
        await self.quiet()

    async def together(self, *acts: Callable[[], object]) -> None:
        """Several people act at the same moment."""
        for act in acts:
            act()
        await self.quiet()

    async def says(self, person: Person, text: str) -> None:
        await self.together(lambda: person.write(text))

    async def taps(self, person: Person, *labels: str) -> None:
        """`person` presses the buttons that begin so, waiting for the bot after each."""
        for label in labels:
            await self.together(partial(tap, person, label))

    async def answers_page(self, address: str, choice: str) -> None:
        """Open the signed page of the last letter, choose, send; again while it is down."""
        letter = [one for one in self.mailbox.messages if address in one.to][-1]
        (link,) = re.findall(r"http://127\.0\.0\.1:\d+/s/\S+", letter.text)
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as browser:
            while not await _answered(browser, link, choice):
                await asyncio.sleep(LOOK_SECONDS)
        await self.quiet()

    def _left(self) -> tuple[int, int, int, int]:
        """What is left: the bot to rise, updates, messages, photos."""
        if self._running and self._running.done():
            self._running.result()
        if self.lives.process is None or not self.clock.is_followed:
            return 1, 0, 0, 0
        # First what Telegram holds: once it is confirmed, it is in the inbox.
        to_fetch = len(self.world.updates.pending)
        self._beside = self._beside or self.books.beside()
        updates, messages, photos = ledger.waiting(self._beside, self.clock.now())
        return 0, to_fetch + updates, messages, photos

    def _born(self) -> None:
        """A bot finds its database with nobody in it, as after a power cut."""
        self.clock.forget()
        self.leave()

    def leave(self) -> None:
        """Read no more beside the bot."""
        if self._beside:
            self._beside.close()
            self._beside = None

    def _look(self, death: Death) -> None:
        """What a killed bot left, before the next one touches it."""
        left = self.books.left(self.folder / "left")
        found = (
            *self._not_kept(left),
            *self._answered_too_soon(left),
            *not_sent(left, self.world, self.mailbox),
        )
        self.broken += [f"{death}: {one}" for one in found]

    def _answered_too_soon(self, books: Books) -> list[str]:
        return [] if self.updates else answered_too_soon(books, self.world)

    def _not_kept(self, books: Books) -> list[str]:
        """Handled updates are forgotten two days later: nothing is said of them then."""
        return [] if self.updates else not_kept(books, self.world)


def tap(person: Person, label: str) -> None:
    person.tap(whole_label(person, label))


async def _answered(browser: aiohttp.ClientSession, link: str, choice: str) -> bool:
    """Whether the page took the answer, now or a moment ago (it then asks for none any more).

    False when the page cannot be reached.
    """
    try:
        async with browser.get(link) as shown:
            page = await shown.text()
        nonce = re.search(r'name="([^"]+)" value="([^"]+)"', page)
        if nonce is None:
            return True
        fields = {nonce[1]: nonce[2], "reponse": choice}
        async with browser.post(link, data=fields) as answered:
            return answered.status == 200
    except aiohttp.ClientError:
        return False
