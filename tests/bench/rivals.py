"""The bots that are measured: ours, and the bases beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from bot.sandbox.memory import TOKEN
from storage.machine.db import Database
from tests.bench.bases import BINOMES
from tests.bench.ground import Ground
from tests.bench.histoire import EVENING
from tests.bench.processes import BOT_CORE, Process, running


def carnet(
    place: Ground, database: Database, *, paced: bool = False
) -> AbstractContextManager[Process]:
    """Ours, on that database; `paced` keeps within Telegram's limits, as in real life."""
    return _subject(place, database, "--paced" if paced else "")


def carnet_of(
    place: Ground, database: Database, *, counts: Path | None = None, under: Sequence[str] = ()
) -> AbstractContextManager[Process]:
    """Ours, on one of the `bases`; with `counts`, it tells there what it asks of the database."""
    counting = ("--counts", str(counts)) if counts else ()
    evening = ("--binomes", str(BINOMES), "--at", EVENING.isoformat())
    return _subject(place, database, *evening, *counting, under=under)


def _subject(
    place: Ground, database: Database, *options: str, under: Sequence[str] = ()
) -> AbstractContextManager[Process]:
    url = database.url.render_as_string()
    words = ("tests.bench.subject", place.url, url, *filter(None, options))
    return running(*words, core=BOT_CORE, under=under)


def echo(place: Ground) -> AbstractContextManager[Process]:
    """A stock python-telegram-bot which keeps nothing."""
    return running("tests.bench.echo", place.url, TOKEN, core=BOT_CORE)


def aiogram(place: Ground) -> AbstractContextManager[Process]:
    """A stock aiogram which keeps its state in memory."""
    return running("tests.bench.aiogram_echo", place.url, TOKEN, core=BOT_CORE)
