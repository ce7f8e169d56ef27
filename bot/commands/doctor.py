"""`carnet doctor`: token, database, schema, e-mail, clock and disk, each checked for real."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from aiosmtplib import SMTP, SMTPException

from bot.channels.email.server import parse_smtp_url
from bot.clock import SystemClock
from bot.commands.invite import username
from bot.settings import Settings
from bot.terminal.office import load_dispositifs
from bot.words import pluriel
from storage.dispositif import Dispositif, horizon, warnings
from storage.machine import migrate
from storage.machine.db import Database
from storage.usages_disparus import disparues

DISK_MINIMUM = 500 * 1024 * 1024
CLOCK_TOLERANCE = 30
SMTP_SECONDS = 15


class Ailing(Exception):
    """A check that failed; the message says what is wrong, and the mend."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `doctor` prints, line by line, and whether everything is well."""

    lines: tuple[str, ...]
    healthy: bool


Check = Callable[[Settings], str]


def examine(settings: Settings) -> Report:
    """Every check runs, whatever the others say."""
    results = list(_results(settings))
    lines = tuple(f"{'✅' if well else '❌'} {line}" for well, line in results)
    return Report(lines, all(well for well, _ in results))


def _results(settings: Settings) -> Iterator[tuple[bool, str]]:
    for name, check in CHECKS.items():
        try:
            yield True, f"{name} : {check(settings)}"
        except Ailing as ailing:
            yield False, f"{name} : {ailing}"
        except Exception as error:
            # A check must never hide the ones after it: whatever broke is its answer.
            yield False, f"{name} : {type(error).__name__} : {error}"


def _token(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "aucun jeton ; « carnet run » démarrera le terrain d'entraînement"
    return f"accepté, le bot est @{asyncio.run(username(settings))}"


def _database(settings: Settings) -> str:
    with closing(Database(settings.database_url)) as database:
        step = migrate.current(database)
        if step is None:
            return "vide ; « carnet migrate » ou « carnet run » la préparera"
        if step != migrate.head():
            raise Ailing(f"schéma {step}, attendu {migrate.head()} : lancez « carnet migrate »")
        return f"schéma {step}, à jour"


def _mail(settings: Settings) -> str:
    if settings.smtp_url is None:
        return "aucun serveur ; le terrain d'entraînement a sa propre boîte"
    try:
        asyncio.run(_greet(settings.smtp_url))
    except (SMTPException, OSError) as error:
        raise Ailing(f"le serveur ne répond pas ({error}) : vérifiez CARNET_SMTP_URL") from error
    return "le serveur répond et accepte l'identifiant"


async def _greet(smtp_url: str) -> None:
    """Say hello as the channel would, log in if asked, and leave without a letter."""
    server = parse_smtp_url(smtp_url)
    async with SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.starttls,
        timeout=SMTP_SECONDS,
    ) as session:
        await session.noop()


def _clock(settings: Settings) -> str:
    """Compared with the date that the Bot API server gives."""
    if settings.telegram_token is None:
        return "non comparée : aucun jeton"
    header = asyncio.run(_server_date(settings.telegram_api_url))
    gap = abs((parsedate_to_datetime(header) - SystemClock().now()).total_seconds())
    if gap > CLOCK_TOLERANCE:
        raise Ailing(f"décalée de {gap:.0f} s : activez la synchronisation (timedatectl)")
    return f"à l'heure (écart de {gap:.0f} s)"


async def _server_date(url: str) -> str:
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.headers["Date"]


def _dispositif(settings: Settings) -> str:
    return " | ".join(_judged(config) for config in load_dispositifs(settings))


def _judged(config: Dispositif) -> str:
    noted = [f"attention : {' ; '.join(lines)}"] if (lines := warnings(config)) else []
    return " ; ".join((f"{config.nom}, valable", horizon(config), *noted))


def _gone(settings: Settings) -> str:
    """Lines that left the file for good: what was noted with them lost its name."""
    with closing(Database(settings.database_url)) as database:
        if migrate.current(database) != migrate.head():
            return "non lues : la base est vide, ou n'est pas au schéma de ce programme"
        with database.transaction() as tx:
            lines = [
                line for config in load_dispositifs(settings) for line in disparues(tx, config)
            ]
    if not lines:
        return "chaque ligne qu'elles nomment est dans le fichier"
    names = ", ".join(
        f"{line.cle} : {line.slug} ({pluriel(line.fois, 'saisie')})" for line in lines
    )
    return (
        f"attention : lignes absentes du fichier, montrées sous leur slug : {names} ; "
        "remettez-les avec « actif: false » pour leur rendre leur nom"
    )


def _disk(settings: Settings) -> str:
    folder = settings.photos_dir
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as probe:
        probe.write(b"x")
        os.fsync(probe.fileno())
    free = shutil.disk_usage(folder).free
    if free < DISK_MINIMUM:
        raise Ailing(f"{free // 1024**2} Mo libres seulement : libérez de la place")
    return f"{free // 1024**3} Go libres, {Path(folder).resolve().name} accessible en écriture"


CHECKS: dict[str, Check] = {
    "Jeton": _token,
    "Base de données": _database,
    "Courriels": _mail,
    "Horloge": _clock,
    "Dispositif": _dispositif,
    "Anciennes saisies": _gone,
    "Disque": _disk,
}
