"""The practice ground: a Bot API server, a mailbox, a movable clock, people and their page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.clock import PARIS, MovableClock
from bot.sandbox.groups import Group
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from bot.sandbox.server import make_app
from bot.sandbox.world import World

EVENING = datetime(2026, 11, 17, 16, 55, tzinfo=PARIS)
AMIENS = (49.8938, 2.2976)
FORTY_KM_NORTH = 0.36
JOIN_SECONDS = 15.0
LOOK_SECONDS = 0.02

Told = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pane:
    """A pane of the page: whose phone it is, or in which `group` its person presses buttons."""

    key: str
    title: str
    first_name: str
    group: str = ""


PANES = (
    Pane("mediatrice", "La médiatrice", "Médiatrice"),
    Pane("mediateur", "Le médiateur, son binôme", "Médiateur"),
    Pane("coordination", "La coordination", "Coordination"),
    Pane("eclairage", "Le service : Éclairage public", "Agent de l'éclairage", "Éclairage public"),
    Pane("membre", "Le membre d'un comité", "Membre du comité"),
    Pane("partenaire", "Le partenaire : éducateurs de rue", "Éducateurs de rue"),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A pane taken: who acts in it, and in which chat."""

    key: str
    title: str
    person: Person
    group: Group | None

    @property
    def chat_id(self) -> int:
        """Read each time: a group's number changes when it is upgraded."""
        return self.group.id if self.group else self.person.id


class Ground:
    """The practice ground assembled, for `bot.app` to run the real bot against.

    - `start` is handed the page, which knows the ground and not the reverse;
    - `on_clock_moved` runs after each jump of the clock: do there, at once, all that is due;
    - `on_reset` runs when the visitor asks to start again: stop the bot, call `clear()`, empty
      the database, start the bot, `await join_all(codes)`. Without it the ground clears itself.

    `position` (latitude, longitude) is where the phones are.
    """

    def __init__(self, start: datetime = EVENING, position: tuple[float, float] = AMIENS) -> None:
        self.begins = start
        self.position = position
        self.clock = MovableClock(start)
        self.world = World(self.clock)
        self.mailbox = Mailbox(self.clock)
        self.on_clock_moved: Told | None = None
        self.on_reset: Told | None = None
        self.weeks: int | None = None
        """How long a past the next evening begins with; None for what was asked at the start."""
        self.generation = 0
        self.moves = 0
        self.seats: dict[str, Seat] = {}
        self.smtp_url = ""
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._one_at_a_time = asyncio.Lock()
        self.clear()

    # Opening and closing

    async def start(self, furnish: Furnish, port: int = 0) -> str:
        """Serve the Bot API, the mailbox and what `furnish` adds on 127.0.0.1; its address.

        OSError when the port is taken.
        """
        self.smtp_url = await self.mailbox.start()
        app = make_app(self.world)
        furnish(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await self.stop()
            raise
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.mailbox.stop()

    # Time

    async def move(self, moment: datetime) -> None:
        """Set the practice clock (aware), then let the bot do all that became due."""
        async with self._one_at_a_time:
            self.clock.set(moment)
            self.moves += 1
            if self.on_clock_moved is not None:
                await self.on_clock_moved()

    # People

    def clear(self) -> None:
        """An empty ground at the first hour: the same people, who never met the bot."""
        self.clock.set(self.begins)
        self.world.reset()
        self.mailbox.clear()
        self.seats = {pane.key: self._seat(pane) for pane in PANES}
        self.generation += 1

    async def restart(self, weeks: int | None = None) -> None:
        """« Effacer et recommencer », with so many weeks lived before."""
        async with self._one_at_a_time:
            self.weeks = weeks
            if self.on_reset is None:
                self.clear()
            else:
                await self.on_reset()

    async def invite(self, key: str, code: str) -> None:
        """Have that person follow their invitation, up to the bot's last word of welcome.

        A person accepts what the first button asks; a group adds the bot and gives it the code,
        as Telegram's link does. KeyError for an unknown key, TimeoutError naming who waits.
        """
        seat = self.seats[key]
        if seat.group is not None:
            await self._enroll(seat, seat.group, code)
            return
        seat.person.start(code)
        card = await _wait(seat, lambda: self._newest(seat, lambda m: bool(m.buttons)))
        seat.person.tap(card.buttons[0].label, message=card)
        await _wait(seat, lambda: self._newest(seat, lambda m: m.message_id > card.message_id))

    async def join_all(self, codes: Mapping[str, str]) -> None:
        """Invite each (key -> code) in that order; give the coordination first: it is told."""
        for key, code in codes.items():
            await self.invite(key, code)

    def locate(self, seat: Seat, *, far: bool = False) -> None:
        """Send the position of the site, or another one 40 km away."""
        latitude, longitude = self.position
        shift = FORTY_KM_NORTH if far else 0.0
        seat.person.send_location(latitude + shift, longitude, chat=seat.chat_id)

    def _seat(self, pane: Pane) -> Seat:
        person = self.world.person(pane.first_name)
        person.position = self.position
        group = self.world.group(pane.group, [person], bot_is_member=False) if pane.group else None
        return Seat(pane.key, pane.title, person, group)

    async def _enroll(self, seat: Seat, group: Group, code: str) -> None:
        group.add_bot(seat.person)
        username = self.world.bot["username"]
        asked = seat.person.write(f"/start@{username} {code}", group)
        await _wait(seat, lambda: self._newest(seat, lambda m: m.message_id > asked.message_id))

    def _newest(self, seat: Seat, suits: Callable[[SimMessage], bool]) -> SimMessage | None:
        """The bot's newest message that suits, once it read all it was told."""
        if self.world.updates.pending:
            return None
        shown = self.world.chats[seat.chat_id].newest_first()
        return next((m for m in shown if m.from_bot and suits(m)), None)


async def _wait(seat: Seat, look: Callable[[], SimMessage | None]) -> SimMessage:
    """The message that `look` finds, looked for again and again."""
    until = asyncio.get_running_loop().time() + JOIN_SECONDS
    while (found := look()) is None:
        if asyncio.get_running_loop().time() > until:
            raise TimeoutError(f"{seat.title} : le bot n'a pas répondu en {JOIN_SECONDS:.0f} s")
        await asyncio.sleep(LOOK_SECONDS)
    return found


Furnish = Callable[[web.Application, Ground], None]
"""Adds to the application what shows the ground: its page, guarded."""
