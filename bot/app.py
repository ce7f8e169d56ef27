"""The composition root: the only place that knows everybody, and that starts and stops them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.battement import Battement
from bot.casework import adresses, coordination
from bot.casework.echeancier.liste import rehearse_calendar
from bot.casework.flou import PhotoBlurrer
from bot.casework.groupes import move
from bot.casework.photos import PhotoFetcher
from bot.casework.signalement import guichet
from bot.channels.telegram import channel as telegram
from bot.channels.telegram.backend import make_bot
from bot.channels.telegram.images import picture
from bot.chat import brouillons
from bot.chat.desk import Desk, open_desk
from bot.chat.front import Front
from bot.chat.rehearsal import commands
from bot.delivery.channels import channels, ears, fetched
from bot.delivery.lost import Lost
from bot.delivery.settle import Hooks
from bot.delivery.worker import OutboxWorker
from bot.feature.door import all_pages
from bot.intake import reprises
from bot.intake.poll import Poller, greet
from bot.intake.turns import Turns
from bot.jobs import Alarm
from bot.log import logger
from bot.penurie import Penurie
from bot.rendering import compile_template, letters
from bot.rounds import Bell, Rounds
from bot.signing import Signer
from bot.sonde import Sonde
from bot.surveillance.vigie import Vigie
from bot.timetable import timetable
from bot.warmup import Deeds, WarmUp
from bot.web.host import WebHost
from bot.web.links import link, tellers
from bot.web.pages import pages
from bot.web.routes import make_web
from bot.web.site import listen
from bot.wiring import Wiring
from digests.compose import sections
from digests.due import rehearse, rehearse_reading
from storage import flou, textes
from storage.machine import claims, migrate
from storage.machine.db import Database, Tx
from storage.programme import Programme
from storage.referential import open_programmes
from storage.trackings import TRACKINGS
from storage.work import Work

log = logger(__name__)

PHOTO_SECONDS = 1.0
WATCH_SECONDS = 2.0


class Carnet:
    """The bot, assembled. `open` prepares everything, `run` works until cancelled."""

    def __init__(self, wiring: Wiring, *, paced: bool = True) -> None:
        self.wiring = wiring
        self.clock = wiring.clock
        self.database = Database(wiring.database_url)
        self.database.holds.traced = self.database.reads.traced = wiring.traces
        self.bell = Bell()
        self.bot = make_bot(wiring.api_url, wiring.token)
        self.signer = Signer(wiring.keys, wiring.clock)
        self.public_url = wiring.public_url or ""
        self.pages = pages(*all_pages())
        self.programmes: dict[int, Programme] = {}
        served = self.database, self.clock, self.programmes
        self.sonde = Sonde(*served, wiring.photos_dir, lambda: self.poller.state)
        self._paced = paced
        self._channels = AsyncExitStack()
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        """Bring the database up to date, load the dispositif, meet Telegram, serve the pages.

        Telegram may be away. Raises BaseInutilisable, InvalidToken, OSError (port).
        """
        await asyncio.to_thread(migrate.upgrade, self.database)
        now = self.clock.now()
        for programme in await self.database.run(open_programmes, self.wiring.dispositifs, now):
            self.programmes[programme.id] = programme
        await greet(self.bot)
        await self._open_channels()
        await self._serve()
        self._assemble(open_desk(self.clock, self.programmes, self.bot))

    async def run(self) -> None:
        """Work until cancelled.

        Raises TokenRefused when Telegram takes the token back, BaseDisparue when the file is gone.
        """
        # Before anything else: what another instance is sending must not look interrupted.
        await self.poller.hold()
        await self.database.run(brouillons.come_back, self.desk, self.clock.now())
        self.database.holds.serving = True
        await self.turns.load()
        await self.worker.recover()
        self.alarm.start()
        works = (
            *(self.rounds.run(), self.poller.run(), self._fetch_photos()),
            *(self.alarm.ring_all(), self._warm_up(), self._back_up(), self._watch_base()),
            *(self.penurie.watch(), self._sign_of_life(), self._guard()),
            reprises.watch(self.database, self.turns.take),
            *(ear(self.wiring, self.database, self.programmes) for ear in ears()),
        )
        tasks = [asyncio.create_task(work) for work in works]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        finally:
            await self._stop(tasks)

    async def _stop(self, tasks: list[asyncio.Task[None]]) -> None:
        """Take nothing more in, let what is under way reach its end, then end the rest."""
        rounds, *others = tasks
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.alarm.stop()
        await self.turns.stop()
        await self.front.settle()
        await self.worker.leave(rounds)
        # Earlier, the next instance would take for interrupted what we are still sending.
        await self.poller.let_go()

    async def close(self) -> None:
        """Let go of the port, the connections and the database."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self._channels.aclose()
        await self.bot.close()
        self.database.close()

    async def catch_up(self) -> None:
        """Do at once all that the clock made due: the practice ground moves it."""
        await self.alarm.ring_all()
        self.worker.wake()

    def _assemble(self, desk: Desk) -> None:
        self.desk = desk
        self.front = Front(desk, self.bot)
        self.turns = Turns(
            *(self.database, self.front, self.bell),
            paced=self._paced,
            lasted=self.sonde.compteurs.tours,
        )
        # What ended makes room; what came is handled; what that queued leaves in the same round.
        settling, claiming = self.worker.shares
        self.rounds = Rounds(self.database, self.bell, (settling, self.turns, claiming))
        keep, back = self.turns.keep, self._heard_again
        self.poller = Poller(self.bot, self.database, self.clock, keep, back=back)
        served, photos = (self.database, self.clock, self.programmes), self.wiring.photos_dir
        self.photos = PhotoFetcher(
            *served, fetched(self.wiring, partial(picture, self.bot)), photos
        )
        self.blurrer = PhotoBlurrer(*served, photos)
        self.alarm = Alarm(*served, timetable(desk, photos, self.wiring.keys))

    async def _open_channels(self) -> None:
        """Every channel that there is, each with its sender."""
        transports = {
            channel: await self._channels.enter_async_context(
                channel.open(self.wiring, self._link)
            )
            for channel in channels().values()
        }
        refuse = partial(adresses.refused, self.programmes)
        told = tellers(self.pages), TRACKINGS, partial(guichet.heard, self.programmes)
        hooks = Hooks(self._lost, move, refuse, *told)
        by_kind = {channel.kind: transport for channel, transport in transports.items()}
        served = self.database, self.clock, self.programmes
        self.penurie = Penurie(*served, by_kind, self.wiring.operator)
        self.worker = OutboxWorker(
            *(self.database, self.clock, transports, hooks, self.bell),
            paced=self._paced,
            ends=self.sonde.compteurs.remises,
        )
        self.database.on_posted = self.worker.posted

    async def _heard_again(self, since: datetime) -> None:
        now = self.clock.now()
        await self.database.run(brouillons.heard_again, self.desk, since, now, called="back")
        await self.worker.answers_again(telegram.CHANNEL.kind)

    def _link(self, subject: str) -> str:
        return link(self.pages, self.signer, self.public_url, subject)

    def _lost(self, tx: Tx, now: datetime, lost: Lost) -> None:
        """Every loss is somebody's to mend: the coordination of that programme, or of all."""
        for programme in self.programmes.values():
            if lost.dispositif_id in (None, programme.id):
                coordination.tell(
                    Work(tx, programme, now), key=lost.key, subject=lost.objet, text=lost.texte
                )

    def _no_backup(self, tx: Tx, why: str) -> None:
        now = self.clock.now()
        self._lost(tx, now, Lost(f"sauvegarde:{now.date()}", None, "Sauvegarde manquée", why))

    async def _serve(self) -> None:
        host = WebHost(
            self.database,
            self.programmes,
            self.clock,
            self.signer,
            self.wiring.photos_dir,
            self.sonde,
            self.sonde.scraped,
            secure=(self.wiring.public_url or "").startswith("https://"),
        )
        address = self.wiring.http_host
        self._runner = await listen(make_web(host, self.pages), address, self.wiring.http_port)
        port = self._runner.addresses[0][1]
        self.public_url = self.wiring.public_url or f"http://{address}:{port}"

    async def _sign_of_life(self) -> None:
        file, url = self.wiring.heartbeat, self.wiring.ping_url
        await Battement(self.sonde, file, url, inside=self.wiring.inside).keep()

    async def _guard(self) -> None:
        await Vigie.of(self.wiring, self.database, self.programmes, self.sonde.scraped).keep()

    async def _warm_up(self) -> None:
        await self.poller.heard.wait()
        served = tuple(self.programmes.values())
        loads: list[Callable[[], object]] = [
            *(partial(getattr, programme, "exemples") for programme in served),
            *(partial(textes.prepare, programme) for programme in served),
            sections,
            *(partial(compile_template, one) for one in letters()),
        ]
        reads = [
            partial(read, one, self.clock.now())
            for one in served[:1]
            for read in (rehearse_reading, rehearse_calendar)
        ]
        await WarmUp(self.database, loads, reads, self._rehearsed, self.turns.idle).run()

    def _rehearsed(self, tx: Tx) -> Deeds:
        """The first point hebdo and the first of each screen; all programmes compile the same."""
        deeds: dict[str, Callable[[Tx], object]] = {}
        for programme in tuple(self.programmes.values())[:1]:
            deeds["point hebdo"] = partial(rehearse, programme, self.clock.now())
            deeds |= commands(tx, self.desk, programme)
        deeds["rewritings"] = partial(claims.rehearse, trackings=TRACKINGS)
        return deeds

    async def _fetch_photos(self) -> None:
        while True:
            try:
                if await self.database.run(flou.is_any_waiting):
                    await self.photos.run()
                    await self.blurrer.run()
            except Exception:
                # One picture must never stop the intake: it is tried again, then said lost.
                log.exception("photos not fetched")
            await asyncio.sleep(PHOTO_SECONDS)

    async def _watch_base(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            self.database.expect_there()

    async def _back_up(self) -> None:
        if not self.wiring.backups_key:
            return
        # Only here: what locks a copy is 3 MB that a bot without a key does without.
        from bot.sauvegarde.ronde import Gardien

        w, who = self.wiring, (self.database, self.clock, self.programmes)
        keeper = Gardien(*who, w.photos_dir, w.backups_dir, w.backups_key)
        await keeper.keep(self._no_backup)


@asynccontextmanager
async def opened(wiring: Wiring, *, paced: bool = True) -> AsyncIterator[Carnet]:
    """A carnet ready to run, closed in every case; `paced` as whom it writes to bears it."""
    carnet = Carnet(wiring, paced=paced)
    try:
        await carnet.open()
        yield carnet
    finally:
        await carnet.close()
