"""A stage for stories: the real bot between the practice ground's server and a real mailbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, exists, or_, select

from bot.app import Carnet, opened
from bot.clock import PARIS, MovableClock
from bot.domain.departs import REPENTIR
from bot.domain.roles import Role
from bot.sandbox.groups import Group
from bot.sandbox.mailbox import Courriel, Mailbox
from bot.sandbox.persons import Person
from bot.sandbox.server import Server, start
from bot.sandbox.world import World
from bot.wiring import Wiring
from storage import people
from storage.dispositif import Dispositif
from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.outbox import RETRY, SENDING, TODO, UNCERTAIN
from storage.machine.prepared import Prepared
from storage.models import Inbox, Outbox, Photo
from storage.photos import A_TELECHARGER
from tests.databases import migrated
from tests.storage.dispositif_cast import example

EVENING = datetime(2026, 11, 17, 17, 4, tzinfo=PARIS)
PATIENCE = 20.0
LOOK_SECONDS = 0.005
_DUE = Outbox.pas_avant <= bindparam("b_now", type_=Outbox.pas_avant.type)
WAITING = Prepared(
    select(
        or_(
            exists(select(Inbox.id).where(is_one_of(Inbox.etat, "pending"))),
            exists(select(Outbox.id).where(is_one_of(Outbox.etat, TODO, RETRY, UNCERTAIN), _DUE)),
            exists(select(Outbox.id).where(is_one_of(Outbox.etat, SENDING))),
            exists(select(Photo.id).where(is_one_of(Photo.etat, A_TELECHARGER))),
        )
    ),
    bool,
)
"""Whether something is still to be handled, sent or fetched; asked hundreds of times."""


@dataclass(frozen=True)
class Home:
    """Where a bot lives: its folder, and the address of its database."""

    folder: Path
    database_url: str


def furnished(folder: Path) -> Home:
    """A SQLite file there, with every table."""
    file = folder / "carnet.db"
    file.write_bytes(migrated())
    return Home(folder, f"sqlite:///{file}")


@dataclass
class Stage:
    """Everything that a story touches; `quiet` waits until nothing moves any more."""

    world: World
    server: Server
    mailbox: Mailbox
    clock: MovableClock
    carnet: Carnet
    running: asyncio.Task[None]

    async def quiet(self) -> None:
        """Until every update is handled, every photo fetched and every due message sent."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_quiet():
                await asyncio.sleep(LOOK_SECONDS)
            await self.carnet.front.settle()

    async def later(self, so: Callable[[], bool], seconds: float = 30) -> None:
        """Move the clock on, and wait until `so`, then until all is quiet."""
        self.clock.advance(timedelta(seconds=seconds))
        self.carnet.worker.wake()
        async with asyncio.timeout(PATIENCE):
            while not so():
                await asyncio.sleep(LOOK_SECONDS)
        await self.quiet()

    async def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Move the clock to that hour in Paris, on the evening's day plus `days`."""
        await self.on(EVENING.date() + timedelta(days=days), hour, minute)

    async def on(self, day: date, hour: int, minute: int = 0) -> None:
        """Move the clock to that hour in Paris, on that day."""
        self.clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS))
        await self.carnet.catch_up()
        await self.quiet()

    async def leaves(self) -> None:
        """What was just sent can be taken back no more, and leaves."""
        self.clock.advance(REPENTIR)
        await self.carnet.catch_up()
        await self.quiet()

    async def says(self, person: Person, text: str) -> str:
        """`person` writes; the bot's answer."""
        person.write(text)
        await self.quiet()
        return person.read()

    async def taps(self, person: Person, *labels: str) -> str:
        """`person` presses the buttons that begin so; what the bot shows at the end."""
        for label in labels:
            person.tap(whole_label(person, label))
            await self.quiet()
        return person.read()

    def mail_to(self, address: str) -> list[Courriel]:
        return [one for one in self.mailbox.messages if address in one.to]

    async def read(self, look: Callable[[Tx], object]) -> object:
        return await self.carnet.database.run(look)

    async def invite(
        self, role: Role, nom: str, *, binome: str | None = None, service: str | None = None
    ) -> str:
        """A new invitation's code."""
        (programme,) = self.carnet.programmes.values()

        def make(tx: Tx) -> str:
            return people.invite(
                tx,
                programme.id,
                role,
                nom,
                self.clock.now(),
                binome_id=programme.binomes[binome] if binome else None,
                service_id=programme.services[service] if service else None,
            ).code

        return await self.carnet.database.run(make)

    async def joins(self, first_name: str, role: Role, binome: str | None = None) -> Person:
        """A new person of the team, welcome done."""
        person = self.world.person(first_name)
        person.start(await self.invite(role, first_name, binome=binome))
        await self.quiet()
        await self.taps(person, "✅ J'accepte et je commence")
        # A slot under way is said at once: what is told next comes after it, always.
        await self.carnet.catch_up()
        await self.quiet()
        return person

    async def group_of(self, service: str, title: str, *members: Person) -> Group:
        """The Telegram group of a service, registered with its code."""
        group = self.world.group(title, members, bot_is_member=False)
        group.add_bot(members[0])
        code = await self.invite(Role.SERVICE, service, service=service)
        members[0].write(f"/start@{self.world.bot['username']} {code}", group)
        await self.quiet()
        return group

    async def _is_quiet(self) -> bool:
        if self.world.updates.pending:
            return False
        await self.carnet.turns.idle()
        return await self.carnet.database.run(self._nothing_waits)

    def _nothing_waits(self, tx: Tx) -> bool:
        """One statement: between two, PostgreSQL would let a row go from due to being sent."""
        return not WAITING.first(tx, {"b_now": self.clock.now()})


async def validates_the_bilan(play: Stage, hand: Person, site: str) -> None:
    """From a renewal that is refused without it to the tap that ends it (B17)."""
    await play.says(hand, "/interventions")
    assert "n'est pas validé" in await play.taps(hand, "🔁 Renouveler", site)
    await play.taps(hand, "📄 Ouvrir le bilan", "✅ C'est relu")
    await play.says(hand, "/interventions")
    await play.taps(hand, "🔁 Renouveler", site, "📄 Ouvrir le bilan", "📣 Il a été présenté")
    await play.taps(hand, "À une réunion qui n'est pas notée")
    await play.leaves()
    await play.says(hand, "/interventions")
    said = await play.taps(
        hand, "🔁 Renouveler", site, "📄 Ouvrir le bilan", "🏁 Le comité l'a validé"
    )
    assert "validé, version 1" in said


def whole_label(person: Person, start: str) -> str:
    """The newest button of the person's chat that begins so: counters change with each tap."""
    for message in reversed(person.world.messages(person.id)):
        for button in message.buttons:
            if button.label.startswith(start):
                return button.label
    raise LookupError(f"no button begins with {start!r}\n{person.transcript()}")


@asynccontextmanager
async def stage(
    home: Home, *, config: Dispositif | None = None, at: datetime = EVENING, **lent: Any
) -> AsyncIterator[Stage]:
    """The bot, running, with a frozen clock; nobody has joined yet. `lent`: of its Wiring."""
    clock = MovableClock(at, frozen=True)
    world = World(clock)
    server = await start(world)
    mailbox = Mailbox(clock)
    wiring = Wiring(
        token=world.token,
        api_url=server.url,
        database_url=home.database_url,
        dispositifs=(config or example("amiens"),),
        smtp_url=await mailbox.start(),
        mail_from="Carnet de rue <carnet@example.org>",
        public_url=None,
        keys=("0123456789abcdef0123456789abcdef",),
        http_host="127.0.0.1",
        http_port=0,
        photos_dir=home.folder / "photos",
        clock=clock,
        strict=True,
    )
    try:
        async with opened(replace(wiring, **lent), paced=False) as carnet:
            running = asyncio.create_task(carnet.run())
            try:
                yield Stage(world, server, mailbox, clock, carnet, running)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
    finally:
        await mailbox.stop()
        await server.stop()
