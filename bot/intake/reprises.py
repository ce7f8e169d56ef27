"""What whoever runs the bot gave back (`carnet quarantaine --reprendre`) is handled again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from bot.log import logger
from storage.machine import quarantaine
from storage.machine.db import Database
from storage.machine.inbox import StoredUpdate

log = logger(__name__)

LOOK_SECONDS: Final = 5.0


async def watch(database: Database, take: Callable[[Sequence[StoredUpdate]], None]) -> None:
    """Until cancelled; `take` queues what the inbox holds already."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            found = await database.run(quarantaine.given_back)
        except Exception:
            log.exception("quarantaine not read")
        else:
            take(found)
