"""Telegram, open: sends, rewrites, and says in the contract's words what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bot.channels.telegram.backend import BotApi, Upload, call
from bot.channels.telegram.content import REPEATED, parameters
from bot.channels.telegram.failures import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    ReplyLost,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from bot.delivery.contract import (
    DeliveryFailure,
    Moved,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    Unreachable,
    Unsure,
)
from bot.log import logger

log = logger(__name__)

NOT_MODIFIED: Final = "message is not modified"
NOT_PINNED: Final = "message to unpin not found"
NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
NOBODY: Final = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "not enough rights to send",
    "have no rights to send a message",
)
TOKEN_PAUSE: Final = 60.0


class TelegramTransport:
    """Sends what the outbox holds for Telegram; photos are read from `photos_dir`."""

    def __init__(self, bot: BotApi, photos_dir: Path) -> None:
        self._bot = bot
        self._photos_dir = photos_dir

    async def send(self, parcel: Parcel) -> Receipt:
        """Return once Telegram has accepted. Raises DeliveryFailure."""
        content = parcel.content
        with _contract():
            if "method" in content:
                about = {} if parcel.edit is None else {"message_id": parcel.edit}
                await self._do(content["method"], {**content.get("params", {}), **about})
                return Receipt()
            if parcel.edit is not None and await self._rewrite(parcel, parcel.edit):
                return Receipt(parcel.edit)
            return await self._say(parcel)

    async def _do(self, method: str, params: dict[str, Any]) -> None:
        """Something that is no message; what is done or gone already needs no doing."""
        try:
            await call(self._bot, method, params)
        except BadRequest as error:
            words = error.message.lower()
            if not any(reason in words for reason in (NOT_PINNED, NOT_MODIFIED, *NOT_EDITABLE)):
                raise

    async def _rewrite(self, parcel: Parcel, message_id: int) -> bool:
        """False when that message cannot be rewritten any more: a new one is due."""
        content = parcel.content
        caption = bool(content.get("photo"))
        values = parameters(parcel.address, content["text"], content, caption=caption)
        method = "editMessageCaption" if caption else "editMessageText"
        try:
            await call(self._bot, method, {**values, "message_id": message_id})
        except BadRequest as error:
            words = error.message.lower()
            if any(reason in words for reason in NOT_EDITABLE):
                return False
            if NOT_MODIFIED not in words:
                raise
        return True

    async def _say(self, parcel: Parcel) -> Receipt:
        content = parcel.content
        text = REPEATED + content["text"] if parcel.again else content["text"]
        photo = await self._photo(content.get("photo"))
        values = parameters(parcel.address, text, content, caption=photo is not None)
        method = "sendMessage" if photo is None else "sendPhoto"
        sent = await call(self._bot, method, values, photo=photo)
        return Receipt(sent["message_id"])

    async def _photo(self, name: str | None) -> Upload | None:
        """A photo that is gone from the disk does not keep its message from leaving."""
        if not name:
            return None
        try:
            read = (self._photos_dir / Path(name).name).read_bytes
            return Upload(name, await asyncio.to_thread(read))
        except FileNotFoundError:
            log.error("photo is gone", photo=name)
            return None


@contextmanager
def _contract() -> Iterator[None]:
    try:
        yield
    except TelegramError as error:
        raise judged(error) from error


def judged(error: TelegramError) -> DeliveryFailure:
    """Telegram's refusal, or its silence, in the contract's words."""
    match error:
        case RetryAfter():
            return RetryLater(error.message, after=error.seconds)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(error.message)
        case InvalidToken():
            log.critical("Telegram refuse le jeton : vérifiez CARNET_TELEGRAM_TOKEN")
            return RetryLater("token refused", after=TOKEN_PAUSE)
        case BadRequest():
            nobody = any(reason in error.message.lower() for reason in NOBODY)
            return Unreachable(error.message) if nobody else Refused(error.message)
        case _:
            return _unheard(error)


def _unheard(error: TelegramError) -> DeliveryFailure:
    """No answer, or none that is Telegram's; a 5xx was read and not carried out."""
    certain = isinstance(error, NetworkError) and not isinstance(error, (TimedOut, ReplyLost))
    return RetryLater(error.message) if certain else Unsure(error.message)
