"""Long polling: updates are kept by us before Telegram may forget them."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.telegram.backend import BotApi, call
from bot.channels.telegram.failures import Conflict, InvalidToken, RetryAfter, TelegramError
from bot.clock import Clock
from bot.log import logger
from storage.machine import leases
from storage.machine.db import Database, Tx

log = logger(__name__)

ALLOWED: Final = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "message_reaction",
]
POLL_SECONDS: Final = 30
READ_SECONDS: Final = POLL_SECONDS + 15.0
LEASE_SECONDS: Final = 90.0
RENEW_SECONDS: Final = 25.0
WAITING_SECONDS: Final = 2.0
LONGEST_PAUSE: Final = 30.0

WELL, WAITING, OTHER, SILENT = "ok", "en_attente", "autre_programme", "sans_reponse"

Keep = Callable[[int, Sequence[dict[str, Any]], datetime], Awaitable[None]]
"""Given the bot's id, updates (raw) and when they came: returns once they are committed."""
Back = Callable[[datetime], Awaitable[None]]
"""Told when Telegram answers again after it failed: the hour of its last answer before."""


class TokenRefused(Exception):
    """Telegram does not know this bot: nothing can be done before the token is mended."""


class Poller:
    """Asks Telegram for updates and gives them to `keep`, which returns once they are committed.

    One instance polls at a time: the others wait for its lease. `holder` names this one. `back` is
    told when Telegram answers again after failures.
    """

    def __init__(
        self,
        bot: BotApi,
        database: Database,
        clock: Clock,
        keep: Keep,
        *,
        holder: str | None = None,
        back: Back | None = None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._keep = keep
        self._bot_id = bot.id
        self._lease = lease_of(bot.id)
        self._holder = holder or this_process()
        self._renewed: float | None = None
        self._offset: int | None = None
        self._failures = 0
        self.heard = asyncio.Event()
        """Telegram has answered once, and what it gave is committed."""
        self._back = back
        self._heard: datetime | None = None
        self.state = WAITING
        """How the last question to Telegram went, for who watches us."""

    async def run(self) -> None:
        """Poll until cancelled; the lease stays ours. Raises TokenRefused."""
        self._heard = self._clock.now()
        while True:
            try:
                await self.hold()
                # After a failure, it is known at once that Telegram is back.
                await self.once(0 if self._failures else POLL_SECONDS)
                self.heard.set()
                self._failures = 0
                self.state = WELL
            except (TelegramError, SQLAlchemyError) as error:
                await self._pause(error)

    async def once(self, wait: int = POLL_SECONDS) -> int:
        """Ask once, for `wait` seconds at most; how many came.

        What comes is committed; only then does the offset move.
        """
        if not self._bot.username:
            await self._bot.meet()
        params: dict[str, Any] = {"timeout": wait, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        updates = _read(await call(self._bot, "getUpdates", params, read_timeout=READ_SECONDS))
        if updates:
            await self._keep(self._bot_id, updates, self._clock.now())
            # The last one received, not the highest known: numbers restart after a quiet week.
            self._offset = updates[-1]["update_id"] + 1
        await self._answered()
        return len(updates)

    async def _answered(self) -> None:
        """Telegram is there; after failures, who waits for it is told since when it was not."""
        if self._failures and self._back and self._heard:
            await self._back(self._heard)
        self._heard = self._clock.now()

    async def hold(self) -> None:
        """Keep the lease, or wait until it is free."""
        loop = asyncio.get_running_loop()
        if self._renewed is not None and loop.time() < self._renewed + RENEW_SECONDS:
            return
        waited = False
        while not await self._database.run(self._take, ahead=True):
            if not waited:
                log.warning("une autre instance interroge Telegram : j'attends qu'elle s'arrête")
            waited = True
            await asyncio.sleep(WAITING_SECONDS)
        self._renewed = loop.time()

    async def let_go(self) -> None:
        """Nothing of ours is under way any more: another instance may begin."""
        await self._database.run(leases.release, self._lease, self._holder)

    def _take(self, tx: Tx) -> bool:
        holder = leases.holder(tx, self._lease)
        if holder is not None and is_dead(holder):
            leases.release(tx, self._lease, holder)
        return leases.take(tx, self._lease, self._holder, self._clock.now(), LEASE_SECONDS)

    async def _pause(self, error: TelegramError | SQLAlchemyError) -> None:
        self._failures += 1
        self.state = SILENT
        seconds = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self._failures, 10))
        if isinstance(error, InvalidToken):
            log.critical("Telegram refuse le jeton : vérifiez CARNET_TELEGRAM_TOKEN")
            raise TokenRefused(error.message) from error
        if isinstance(error, Conflict):
            self.state = OTHER
            log.error(
                "un autre programme écoute avec ce jeton : arrêtez-le ; un jeton ne sert qu'à un "
                "bot à la fois (« carnet doctor » aide à le trouver)"
            )
        elif isinstance(error, SQLAlchemyError):
            log.exception("la base refuse les messages reçus : Telegram les garde")
        else:
            log.warning("Telegram ne répond pas", error=error.message, failures=self._failures)
        if isinstance(error, RetryAfter):
            seconds = error.seconds or seconds
        await asyncio.sleep(seconds)


async def greet(bot: BotApi) -> None:
    """Open it, and learn who it is: while Telegram is away, `Poller` asks. Raises InvalidToken."""
    await bot.open()
    try:
        await bot.meet()
    except InvalidToken:
        raise
    except TelegramError as error:
        log.warning("Telegram ne répond pas", error=error.message)


def lease_of(bot_id: int) -> str:
    """What is taken by whoever asks Telegram for that bot, on one database."""
    return f"poll:{bot_id}"


def _read(result: Any) -> list[dict[str, Any]]:
    """Raises TelegramError for what is no list of updates: it is asked for again."""
    every: list[Any] = result if isinstance(result, list) else [None]
    if all(isinstance(one, dict) and isinstance(one.get("update_id"), int) for one in every):
        return every
    raise TelegramError("getUpdates a répondu ce qui n'est pas une liste de messages")


def this_process() -> str:
    """« machine:process:chance », whose process another one of this machine can look for.

    Two containers may bear one name, and both be its first process: chance tells them apart.
    """
    return f"{socket.gethostname()}:{os.getpid()}:{_chance(os.getpid())}"


@cache
def _chance(_process: int) -> str:
    return token_hex(4)


def is_dead(holder: str) -> bool:
    """Whether `holder` is a process of this machine that was killed before it let go."""
    machine, process, *_chance = (*holder.split(":"), "")
    if machine != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
