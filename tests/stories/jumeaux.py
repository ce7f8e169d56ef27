"""Two programs on one base, forked from the tests' own process, that no lease holds back."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn

from bot.app import Carnet, opened
from bot.clock import MovableClock
from bot.jobs import Alarm, Job
from bot.sandbox.memory import TOKEN
from bot.wiring import Wiring
from handlers.reponse_service.feature import FEATURE
from storage.machine.db import Tx
from tests.storage.dispositif_cast import example
from tests.stories.stage import WAITING

READY: Final = b"."
LOOK_SECONDS: Final = 0.01


@dataclass(frozen=True, slots=True)
class Ordre:
    """Where it works, and at what times it wakes (ISO, aware), each when it is told to."""

    folder: str
    database_url: str
    api_url: str
    smtp_url: str
    heures: list[str]


@dataclass(frozen=True, slots=True)
class Jumeau:
    """One of the two: a process, and the ends of its pipes that are ours."""

    pid: int
    orders: int
    said: int

    def tell(self, word: str) -> None:
        os.write(self.orders, f"{word}\n".encode())

    async def is_ready(self) -> None:
        """It is done with all that it was told; else why not."""
        said = await asyncio.wait_for(asyncio.to_thread(os.read, self.said, 100), 60)
        assert said == READY, said.decode()


@contextmanager
def twins() -> Iterator[tuple[Jumeau, Jumeau]]:
    """Both wait for their order; neither outlives the story."""
    both = _born(), _born()
    try:
        yield both
    finally:
        for one in both:
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
            os.close(one.orders)
            os.close(one.said)


def wiring(ordre: Ordre, clock: MovableClock) -> Wiring:
    """As the settings would make it."""
    return Wiring(
        token=TOKEN,
        api_url=ordre.api_url,
        database_url=ordre.database_url,
        dispositifs=(example("amiens"),),
        smtp_url=ordre.smtp_url,
        mail_from="Carnet de rue <carnet@example.org>",
        public_url=None,
        keys=("0123456789abcdef0123456789abcdef",),
        http_host="127.0.0.1",
        http_port=0,
        photos_dir=Path(ordre.folder),
        clock=clock,
    )


def words(ordre: Ordre) -> str:
    return json.dumps(asdict(ordre))


def _born() -> Jumeau:
    theirs_in, orders = os.pipe()
    said, theirs_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(orders)
        _lives(theirs_in, theirs_out)
    os.close(theirs_in)
    os.close(theirs_out)
    return Jumeau(pid, orders, said)


def _lives(orders: int, said: int) -> NoReturn:
    try:
        with os.fdopen(orders) as read:
            asyncio.run(_work(Ordre(**json.loads(read.readline())), read, said))
    except BaseException:
        os.write(said, traceback.format_exc()[-90:].encode())
    finally:
        # The parent's clean-up is not this process's to do.
        os._exit(0)


async def _work(ordre: Ordre, orders: Iterator[str], said: int) -> None:
    clock = MovableClock(datetime.fromisoformat(ordre.heures[0]), frozen=True)
    async with opened(wiring(ordre, clock), paced=False) as carnet:
        jobs = [Job(name, 60, does) for name, does in FEATURE.clocks.items()]
        alarm = Alarm(carnet.database, carnet.clock, carnet.programmes, jobs)
        rounds = asyncio.create_task(carnet.rounds.run())
        os.write(said, READY)
        for heure in ordre.heures:
            await asyncio.to_thread(next, orders)
            clock.set(datetime.fromisoformat(heure))
            await alarm.ring_all()
            carnet.worker.wake()
            while await carnet.database.run(_something_waits, carnet):
                await asyncio.sleep(LOOK_SECONDS)
            os.write(said, READY)
        await carnet.turns.stop()
        await carnet.worker.leave(rounds)


def _something_waits(tx: Tx, carnet: Carnet) -> bool:
    return bool(WAITING.first(tx, {"b_now": carnet.clock.now()}))
