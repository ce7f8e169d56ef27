"""What a start loads: nothing that only a later deed needs (its seconds: tests/bench)."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.clock import MovableClock
from bot.sandbox.memory import TOKEN
from bot.sandbox.server import start
from bot.sandbox.world import World
from tests.bot.commands.conftest import Shell

LATER: Final = {
    *("PIL", "css_inline"),  # the first photo, the first letter
    *("alembic", "mako"),  # the steps of the base, run in a process of their own
    *("click", "greenlet", "pygments", "rich"),  # whatever libraries find beside them
    *("babel", "holidays", "vacances_scolaires_france"),  # tables that the tests check
    *("aiosmtpd", "psycopg"),  # the practice ground, the other database
    *("aiogram", "httpx", "telegram"),  # other bots: the tests ask them the same things
}
TELLING: Final = """
import atexit, sys
from bot.__main__ import main
atexit.register(lambda: print(*(name for name, module in sys.modules.items() if module)))
sys.argv = ["carnet", "run"]
main()
"""


async def test_until_it_polls_the_bot_loads_what_it_polls_with_and_no_more(live: Shell) -> None:
    world = World(MovableClock())
    # Refused at its first call, it ends there and then.
    world.faults.add("getUpdates", 401, times=None)
    server = await start(world)
    try:
        modules = await loaded(live, CARNET_TELEGRAM_API_URL=server.url)
    finally:
        await server.stop()
    assert "alembic_version" in tables(live)
    assert "getUpdates" in {call.method for call in world.calls}
    assert {"bot.channels.telegram.backend", "sqlalchemy", "bot.app"} <= modules
    assert sorted(LATER & modules) == []


def tables(shell: Shell) -> set[str]:
    with closing(sqlite3.connect(shell.database)) as base:
        return {name for (name,) in base.execute("SELECT name FROM sqlite_master")}


async def loaded(shell: Shell, **more: str) -> set[str]:
    """The modules in memory when `carnet run` ends, in a process of its own."""
    root = str(Path(__file__).parents[3])
    environ = {**os.environ, **shell.environ, **more, "PYTHONPATH": root}
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", TELLING),
        cwd=shell.folder,
        env=environ | {"CARNET_TELEGRAM_TOKEN": TOKEN},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await asyncio.wait_for(running.communicate(), 60)
    return set(said.decode().split())
