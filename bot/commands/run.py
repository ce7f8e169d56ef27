"""`carnet run`: the bot on Telegram when a token is given, else the practice ground."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable

import typer
from sqlalchemy.exc import DBAPIError

from bot import garbage
from bot.app import Carnet, opened
from bot.channels.telegram.failures import InvalidToken
from bot.clock import SystemClock
from bot.commands import temoin
from bot.commands.dossier import DossierInutilisable, ready
from bot.commands.steps import run_beside
from bot.intake.poll import TokenRefused
from bot.settings import Settings, SettingsError
from bot.settings_checks import NamedSecrets
from bot.terminal.office import load_dispositifs
from bot.wiring import Wiring
from storage import people
from storage.dispositif import Dispositif, DispositifError
from storage.machine.db import BaseDisparue
from storage.machine.migrate import BaseInutilisable
from storage.machine.scarcity import is_lacking, plainly
from storage.referential import AutreDispositif

REFUSED = "CARNET_TELEGRAM_TOKEN : Telegram refuse ce jeton ; recopiez celui de @BotFather"

SIMULATED = (
    "CARNET_DATABASE_URL : cette base a un passé simulé (carnet simuler) ; le bot n'écrit à "
    "personne en son nom. Donnez la vraie base, ou une base neuve"
)


CANNOT_START = (
    *(DispositifError, AutreDispositif, BaseInutilisable, SettingsError),
    DossierInutilisable,
)


class CannotStart(Exception):
    """What keeps the bot from starting, in one line, with the mend."""


def run(settings: Settings) -> None:
    """Serve until stopped by a signal. Raises CannotStart before anything was sent."""
    try:
        configs = load_dispositifs(settings)
        asyncio.run(_until_stopped(_serving(settings, configs)))
    except CANNOT_START as error:
        raise CannotStart(str(error)) from error
    except (InvalidToken, TokenRefused) as error:
        raise CannotStart(REFUSED) from error
    except BaseDisparue as error:
        raise CannotStart(
            f"le fichier de la base ({error}) a disparu, ou un autre a pris sa place : le bot "
            "s'est arrêté, et Telegram garde ce qui arrive ; remontez son volume, ou rendez une "
            "sauvegarde (carnet restore), puis relancez"
        ) from error
    except DBAPIError as error:
        if not is_lacking(error):
            raise
        raise CannotStart(
            f"la base ne peut pas être écrite : {plainly(error)} ; faites de la place, ou rendez "
            "à ce compte le droit d'y écrire, puis relancez : Telegram garde ce qui arrive"
        ) from error
    except OSError as error:
        raise CannotStart(
            f"CARNET_HTTP_PORT : le port {settings.http_port} ne s'ouvre pas "
            f"({error.strerror}) ; choisissez-en un autre"
        ) from error


def _serving(settings: Settings, configs: tuple[Dispositif, ...]) -> Awaitable[None]:
    if settings.telegram_token:
        ready(settings.photos_dir)
        temoin.expect_known(settings)
        run_beside(settings.database_url)
        return live(settings, configs)
    # Only here: a bot at work carries no practice ground in its memory.
    from bot.commands.practice import practice

    return practice(settings, configs)


async def live(settings: Settings, configs: tuple[Dispositif, ...]) -> None:
    """The bot against Telegram, or any Bot API server."""
    async with opened(_wiring(settings, configs)) as carnet:
        if await carnet.database.run(people.is_simulated):
            raise CannotStart(SIMULATED)
        temoin.leave(settings)
        garbage.keep()
        typer.echo(f"{_listening(carnet)} ; pages : {carnet.public_url}")
        await asyncio.gather(carnet.run(), _returns(carnet))


def _listening(carnet: Carnet) -> str:
    if carnet.bot.username:
        return f"@{carnet.bot.username} est à l'écoute"
    return (
        f"CARNET_TELEGRAM_API_URL : {carnet.wiring.api_url} ne répond pas (adresse ? réseau ?) ; "
        "les pages et les courriels sont servis, le bot répondra dès qu'il l'entend"
    )


async def _returns(carnet: Carnet) -> None:
    """Letters that come back are read as long as the bot works, where a mailbox is given."""
    if carnet.wiring.returns_url:
        # Only here: what reads a mailbox is 2 MB that a bot without one does without.
        from bot.commands.retours import Facteur

        served, w = (carnet.database, carnet.clock, carnet.programmes), carnet.wiring
        await Facteur(*served, url=w.returns_url, mail_from=w.mail_from).keep()


async def _until_stopped(serving: Awaitable[None]) -> None:
    """Ctrl-C and SIGTERM end the service in order: what is in hand is finished first."""
    task = asyncio.ensure_future(serving)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        typer.echo("Arrêté.")


def _wiring(settings: Settings, configs: tuple[Dispositif, ...]) -> Wiring:
    """Settings that a token makes compulsory are there: `bot.settings.load` saw to it."""
    if settings.telegram_token is None or settings.smtp_url is None or settings.mail_from is None:
        raise CannotStart("réglages incomplets : lancez « carnet doctor »")
    return Wiring(
        token=settings.telegram_token.get_secret_value(),
        api_url=settings.telegram_api_url.rstrip("/"),
        database_url=settings.database_url,
        dispositifs=configs,
        smtp_url=settings.smtp_url,
        mail_from=settings.mail_from,
        public_url=settings.public_url,
        keys=settings.keys,
        http_host=settings.http_host,
        http_port=settings.http_port,
        photos_dir=settings.photos_dir,
        clock=SystemClock(),
        backups_dir=settings.sauvegardes_dir,
        backups_key=settings.sauvegarde_cle or "",
        returns_url=settings.retours_url or "",
        matrix_url=settings.matrix_url or "",
        heartbeat=settings.battement,
        ping_url=settings.ping_url or "",
        secrets=NamedSecrets(os.environ),
        operator=settings.exploitant or "",
        traces=settings.traces == "oui",
        inside=settings.reseau_interne == "oui",
    )
