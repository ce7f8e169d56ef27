"""The warm parent of every life: it has imported and read everything, and forks a bot on demand.

Run as `python -m tests.stories.kill.child BASE REHEARSED`, the addresses of two empty databases:
it prepares the first, prints the invitations' codes as one JSON line, then takes one JSON line for
each life and prints two: the process, and how it ended.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

import bot.app
import bot.warmup
from bot import log, rendering
from bot.app import Carnet, opened
from bot.clock import MovableClock
from bot.delivery.channels import channels
from bot.domain.roles import Role
from bot.feature.door import all_pages
from bot.sandbox.memory import TOKEN
from bot.timetable import timetable
from bot.web.pages import pages
from bot.wiring import Wiring
from digests.compose import sections
from storage import people
from storage.dispositif import Dispositif
from storage.machine import migrate
from storage.machine.db import Database
from storage.referential import open_programmes, synchronise
from tests.engines import share_compiled
from tests.handlers.people import open_team
from tests.handlers.test_every_flow import lived
from tests.storage.dispositif_cast import example
from tests.stories.kill import mutants
from tests.stories.kill.instant import SharedClock
from tests.stories.kill.reaper import Reaper, install
from tests.stories.stage import EVENING

ROOT = Path(__file__).parents[3]
COMITES = ("comite-operationnel-ouest", "comite-technique")
INVITED = {
    "Coordination": (Role.COORDINATION, None, None),
    "Médiatrice": (Role.MEDIATEUR, "binome-1", None),
    "Médiateur": (Role.MEDIATEUR, "binome-1", None),
    "Éclairage public": (Role.SERVICE, None, "sv-eclairage"),
}
"""Role, binôme and service of each invitation."""
LATER = (EVENING.replace(hour=23, minute=30), EVENING.replace(day=23, hour=8, minute=5))
"""When what the clock does is rehearsed: the evening's end, and the point hebdo."""
PHOTO_SECONDS = 0.05
FOLLOW_SECONDS = 0.005
NEVER = 3600.0


@dataclass(frozen=True, slots=True)
class Life:
    """One life to lead: where, between which servers, and how it ends.

    `death` is a Death in words, or nothing; `mutant` names a mistake put into the bot on purpose.
    `inside` is a function « module:name » that changes its process first, given reaper and folder.
    """

    folder: str
    database_url: str
    api_url: str
    smtp_url: str
    port: int
    death: str = ""
    mutant: str = ""
    inside: str = ""


def town() -> Dispositif:
    """The packaged example, with the only two comités that the evening's site concerns."""
    config = example("amiens")
    kept = tuple(comite for comite in config.comites if comite.slug in COMITES)
    return config.model_copy(update={"comites": kept})


def prepare(url: str, config: Dispositif) -> dict[str, str]:
    """The database as the operator leaves it before the evening; the code of each invitation."""
    database = Database(url)
    migrate.upgrade(database)
    clock = MovableClock(EVENING, frozen=True)
    with database.transaction() as tx:
        programme = synchronise(tx, config, clock.now())
        # What takes long, once for all lives: years of school holidays.
        assert programme.calendrier
        codes = {
            nom: people.invite(
                tx,
                programme.id,
                role,
                nom,
                clock.now(),
                binome_id=programme.binomes.get(binome or ""),
                service_id=programme.services.get(service or ""),
            ).code
            for nom, (role, binome, service) in INVITED.items()
        }
    database.close()
    return codes


def rehearse(url: str) -> None:
    """Do once for all lives what takes long: modules, templates, statements to compile.

    What is then in memory never becomes garbage: looking for some would copy it into every life.
    """
    discovered = (pages(*all_pages()), channels(), sections())
    assert all(discovered)
    import_module("bot.channels.email.transport")
    for path in ROOT.glob("[bdh]*/**/*.jinja"):
        for templates in (rendering.HTML, rendering.PLAIN):
            templates.get_template(path.relative_to(ROOT).as_posix())
    database = Database(url)
    migrate.upgrade(database)
    team = open_team(database, MovableClock(EVENING, frozen=True))
    lived(team)
    for moment in LATER:
        team.clock.set(moment)
        team.rings(*(job.does for job in timetable(team.desk)))
    with database.transaction() as tx:
        open_programmes(tx, (team.programme.fichier,), team.clock.now())
    database.close()
    gc.collect()
    gc.freeze()


def serve(config: Dispositif) -> None:
    """Lead the lives that stdin asks for, one after the other."""
    for line in sys.stdin:
        order = Life(**json.loads(line))
        process = os.fork()
        if process == 0:
            with _never_returning(Path(order.folder) / "bot.log"):
                asyncio.run(_live(order, config))
        _say(process)
        _say(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


@contextmanager
def _never_returning(journal: Path) -> Iterator[None]:
    """Everything said goes to `journal`; the end of the block is the end of the process."""
    written = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(written, stream.fileno())
    try:
        log.setup("INFO")
        yield
    except BaseException:
        traceback.print_exc()
    finally:
        # The parent's clean-up is not this process's to do.
        os._exit(1)


async def _live(order: Life, config: Dispositif) -> None:
    folder = Path(order.folder)
    clock = SharedClock(folder / "clock")
    reaper = Reaper(folder / "points", order.death)
    install(reaper)
    if order.inside:
        module, _, name = order.inside.partition(":")
        getattr(import_module(module), name)(reaper, folder)
    mutants.put_in(order.mutant)
    bot.app.PHOTO_SECONDS = PHOTO_SECONDS
    # All of it was rehearsed before this life; `test_warmup` sees that it leaves nothing.
    bot.warmup.REST_SECONDS = NEVER  # type: ignore[misc]
    wiring = _wiring(order, config, clock)
    async with opened(wiring, paced=False) as carnet, asyncio.TaskGroup() as works:
        works.create_task(carnet.run())
        works.create_task(_follow(clock, carnet))


async def _follow(clock: SharedClock, carnet: Carnet) -> None:
    """Do what is due each time the clock was set, as the practice ground does."""
    done = None
    while True:
        shown = clock.shown()
        if shown != done:
            await carnet.catch_up()
            clock.followed(shown)
            done = shown
        await asyncio.sleep(FOLLOW_SECONDS)


def _wiring(order: Life, config: Dispositif, clock: SharedClock) -> Wiring:
    folder = Path(order.folder)
    return Wiring(
        token=TOKEN,
        api_url=order.api_url,
        database_url=order.database_url,
        dispositifs=(config,),
        smtp_url=order.smtp_url,
        mail_from="Carnet de rue <carnet@example.org>",
        public_url=None,
        keys=("0123456789abcdef0123456789abcdef",),
        http_host="127.0.0.1",
        http_port=order.port,
        photos_dir=folder / "photos",
        clock=clock,
    )


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    share_compiled(pytest.MonkeyPatch())
    config = town()
    base, rehearsed = sys.argv[1:]
    codes = prepare(base, config)
    rehearse(rehearsed)
    _say(codes)
    serve(config)


if __name__ == "__main__":
    main()
