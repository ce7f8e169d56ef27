"""What a command needs of a running installation: the database up to date, and its programme."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from telegram.error import TelegramError

from bot.clock import SystemClock
from bot.settings import Settings
from storage import migrate
from storage.db import Database, Tx
from storage.dispositif import Dispositif, DispositifError, load, packaged
from storage.programme import Programme
from storage.referential import AutreDispositif, synchronise

USERNAME_UNKNOWN = "votre_bot"


class CannotOpen(Exception):
    """What keeps a command from its database, its dispositif or its bot, with the mend."""


@dataclass(frozen=True)
class Office:
    """An open database and the validated dispositif file."""

    settings: Settings
    database: Database
    config: Dispositif
    now: datetime

    def programme(self, tx: Tx) -> Programme:
        return synchronise(tx, self.config, self.now)

    def bot_username(self) -> str:
        """The bot's name on Telegram, or a placeholder without a token. Raises CannotOpen."""
        try:
            return asyncio.run(username(self.settings))
        except TelegramError as error:
            raise CannotOpen(f"Telegram ne dit pas le nom du bot ({error.message})") from error


@contextmanager
def office(settings: Settings) -> Iterator[Office]:
    """Open for one command. Raises CannotOpen before anything changes."""
    database = Database(settings.database_url)
    try:
        config = load_dispositif(settings)
        migrate.upgrade(database)
        yield Office(settings, database, config, SystemClock().now())
    except (DispositifError, AutreDispositif, migrate.BaseInutilisable) as error:
        raise CannotOpen(str(error)) from error
    except DBAPIError as error:
        raise CannotOpen(str(migrate.unusable(database, error.orig))) from error
    finally:
        database.close()


def load_dispositif(settings: Settings) -> Dispositif:
    """The dispositif named by the settings: a path, or one of the packaged examples."""
    named = settings.dispositif
    return load(packaged(named) if named.isidentifier() else named)


async def username(settings: Settings) -> str:
    from bot.app import met_bot

    if settings.telegram_token is None:
        return USERNAME_UNKNOWN
    token = settings.telegram_token.get_secret_value()
    async with met_bot(settings.telegram_api_url, token) as bot:
        return bot.username
