"""The practice ground: the real bot, a real database and real mail, with nobody outside."""

from __future__ import annotations

import asyncio
import fcntl
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TextIO

import typer

from bot.app import Carnet, opened
from bot.clock import paris
from bot.domain.roles import Role
from bot.rendering import render_line
from bot.sandbox.ground import Ground
from bot.sandbox.page.routes import add_page
from bot.sandbox.sim_routes import is_loopback
from bot.settings import Settings, SettingsError
from bot.simulation.demonstration import demonstration
from bot.simulation.direct import Direct
from bot.simulation.histoire import Periode, simulate
from bot.wiring import Wiring
from bot.words import pluriel
from storage import people
from storage.dispositif import Dispositif, actifs
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.programme import Programme

FOLDER = Path("var/terrain")
"""Made anew at each start, and never the place of a real database."""
DATABASE_URL = f"sqlite:///{FOLDER / 'carnet.db'}"

NOT_HERE = (
    "CARNET_HTTP_HOST : le terrain d'entraînement ne s'ouvre que sur cette machine ; "
    "laissez 127.0.0.1, ou donnez un jeton"
)
ALREADY = (
    "Un terrain d'entraînement tourne déjà dans ce dossier ; arrêtez-le (Ctrl-C), "
    "ou lancez celui-ci depuis un autre dossier"
)
GROUP = "eclairage"
GROUP_SERVICE = "sv-eclairage"
PEOPLE = {
    "coordination": Role.COORDINATION,
    "mediatrice": Role.MEDIATEUR,
    "mediateur": Role.MEDIATEUR,
    "membre": Role.COMITE,
    "partenaire": Role.PARTENAIRE,
}
NAMES = {
    "coordination": "Coordination",
    "mediatrice": "Médiatrice",
    "mediateur": "Médiateur",
    "membre": "Membre",
    "partenaire": "Éducateurs de rue",
}


SEED = 1
"""Of the past: the same at each start."""
LIVED = "Passé simulé : {{ semaines }} …"


async def practice(settings: Settings, configs: tuple[Dispositif, ...]) -> None:
    """Serve the practice ground until cancelled; start the bot again when it is asked to.

    Its people are of the first programme.

    Raises SettingsError for an address that other machines could reach.
    """
    if not is_loopback(settings.http_host):
        raise SettingsError((NOT_HERE,))
    held = _hold_folder()
    site = configs[0].sites[0]
    ground = Ground(position=(site.latitude, site.longitude))
    again = asyncio.Event()
    ready = asyncio.Event()
    await ground.start(add_page, settings.http_port)
    ground.on_reset = lambda: _restart(again, ready)
    try:
        first = True
        while True:
            again.clear()
            served = await asyncio.to_thread(_furnished, ground, configs, settings)
            await _evening(ground, served, again, ready, say=first)
            first = False
            ground.clear()
    finally:
        # Whoever waits for a new evening learns that there will be none.
        ready.set()
        await ground.stop()
        held.close()


def _hold_folder() -> TextIO:
    """The folder is made anew at each start: never under another ground that uses it."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    lock = FOLDER.with_suffix(".verrou").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise SettingsError((ALREADY,)) from None
    return lock


async def _restart(again: asyncio.Event, ready: asyncio.Event) -> None:
    ready.clear()
    again.set()
    await ready.wait()


def _furnished(
    ground: Ground, configs: tuple[Dispositif, ...], settings: Settings
) -> tuple[Dispositif, ...]:
    """The folder made anew, with as long a past as was asked; the files to serve it with.

    Who lived it has left: the phones of the ground take their place.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    weeks = settings.terrain_semaines if ground.weeks is None else ground.weeks
    if not weeks:
        return configs
    typer.echo(render_line(LIVED, semaines=pluriel(weeks, "semaine")))
    yesterday = paris(ground.begins).date() - timedelta(days=1)
    periode = Periode.ending(yesterday, weeks)
    binomes = len(actifs(configs[0].binomes))
    config = demonstration(configs[0], binomes, periode.premier, periode.dernier)
    database = Database(DATABASE_URL)
    migrate.upgrade(database)
    # Nobody looks at these screens: a visitor waits.
    simulate(database, config, periode, SEED, voix=Direct, parting=True)
    database.close()
    return (config, *configs[1:])


async def _evening(
    ground: Ground,
    configs: tuple[Dispositif, ...],
    again: asyncio.Event,
    ready: asyncio.Event,
    *,
    say: bool,
) -> None:
    """One life of the bot, from its first day to « effacer et recommencer »."""
    # A server of ours asks for no pace: the phones answer as fast as the bot thinks.
    async with opened(_wiring(ground, configs), paced=False) as carnet:
        ground.on_clock_moved = carnet.catch_up
        running = asyncio.create_task(carnet.run())
        restart = asyncio.create_task(again.wait())
        try:
            await ground.join_all(await carnet.database.run(_invitations, carnet))
            ready.set()
            if say:
                typer.echo(f"Terrain d'entraînement : {ground.url}")
            await asyncio.wait({running, restart}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
        finally:
            restart.cancel()
            running.cancel()
            await asyncio.gather(running, restart, return_exceptions=True)


def _invitations(tx: Tx, carnet: Carnet) -> dict[str, str]:
    """A code for each person of the ground, and one for the service's group."""
    programme = next(iter(carnet.programmes.values()))
    now = carnet.clock.now()
    binome = next(iter(programme.binomes.values()))
    codes = {
        key: people.invite(
            tx,
            programme.id,
            role,
            NAMES[key],
            now,
            binome_id=binome if role is Role.MEDIATEUR else None,
            comite=_comite(programme) if role is Role.COMITE else None,
        ).code
        for key, role in PEOPLE.items()
    }
    return codes | _group_code(tx, carnet, programme)


def _comite(programme: Programme) -> str | None:
    """The comité opérationnel of the first site, where the evening takes place."""
    comites = programme.config.comites_du_site(programme.config.sites[0].slug)
    return comites[0].slug if comites else None


def _group_code(tx: Tx, carnet: Carnet, programme: Programme) -> dict[str, str]:
    service_id = programme.services.get(GROUP_SERVICE)
    if service_id is None:
        return {}
    invited = people.invite(
        tx, programme.id, Role.SERVICE, GROUP_SERVICE, carnet.clock.now(), service_id=service_id
    )
    return {GROUP: invited.code}


def _wiring(ground: Ground, configs: tuple[Dispositif, ...]) -> Wiring:
    return Wiring(
        token=ground.world.token,
        api_url=ground.url,
        database_url=DATABASE_URL,
        dispositifs=configs,
        smtp_url=ground.smtp_url,
        mail_from="Carnet de rue <carnet@terrain.example.org>",
        public_url=None,
        keys=(secrets.token_hex(32),),
        http_host="127.0.0.1",
        http_port=0,
        photos_dir=FOLDER / "photos",
        clock=ground.clock,
        strict=True,
    )
