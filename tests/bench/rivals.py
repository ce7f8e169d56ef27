"""The two bots that are measured: ours, and the bare base beside it."""

from __future__ import annotations

from contextlib import AbstractContextManager

from bot.sandbox.memory import TOKEN
from storage.machine.db import Database
from tests.bench.ground import Ground
from tests.bench.processes import BOT_CORE, Process, running


def carnet(
    place: Ground, database: Database, *, paced: bool = False
) -> AbstractContextManager[Process]:
    """Ours, on that database; `paced` keeps within Telegram's limits, as in real life."""
    url = database.url.render_as_string()
    pace = "paced" if paced else "unpaced"
    return running("tests.bench.subject", place.url, url, pace, core=BOT_CORE)


def echo(place: Ground) -> AbstractContextManager[Process]:
    """A stock python-telegram-bot which keeps nothing."""
    return running("tests.bench.echo", place.url, TOKEN, core=BOT_CORE)
