"""Telegram, open: sends, rewrites, and says in the contract's words what went wrong."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.channels.telegram.backend import BotApi, Upload, Uploads, call
from bot.channels.telegram.content import REPEATED, album, parameters
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
from bot.channels.telegram.fitting import fitted, misfit
from bot.delivery.contract import (
    Away,
    DeliveryFailure,
    Moved,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    SignedPage,
    Unreachable,
    Unsure,
)
from bot.delivery.threads import thread_at
from bot.log import logger
from bot.signing import addresses, linked

log = logger(__name__)

NOT_MODIFIED: Final = "message is not modified"
NOT_PINNED: Final = "message to unpin not found"
NOT_DELETED: Final = ("message to delete not found", "message can't be deleted")
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
NO_TOPIC: Final = ("message thread not found", "topic_closed", "topic_deleted")
TOKEN_PAUSE: Final = 60.0
BYTES: Final = "application/octet-stream"
"""Of a file whose name alone says what it is."""
METHODS: Final = {"": "sendMessage", "photo": "sendPhoto", "document": "sendDocument"}
"""By the file that goes with a message."""


def no_page(_subject: str) -> str:
    """Of a transport that serves no page."""
    return ""


class TelegramTransport:
    """Sends what the outbox holds for Telegram; photos are read from `photos_dir`.

    What Telegram would refuse is cut, and said in the log; `strict` refuses it instead: whoever
    works on the bot sees the screen that has no pages.
    """

    def __init__(
        self, bot: BotApi, photos_dir: Path, link: SignedPage = no_page, *, strict: bool = False
    ) -> None:
        self._bot = bot
        self._photos_dir = photos_dir
        self._link = link
        self._strict = strict

    async def send(self, parcel: Parcel) -> Receipt:
        """Return once Telegram has accepted. Raises DeliveryFailure."""
        parcel = self._linked(parcel)
        content = parcel.content
        with _contract():
            if "method" in content:
                about = {} if parcel.edit is None else {"message_id": parcel.edit}
                await self._do(content["method"], {**content.get("params", {}), **about})
                return Receipt()
            if isinstance(parcel.edit, int) and await self._rewrite(parcel, parcel.edit):
                return Receipt(parcel.edit)
            if "photos" in content:
                return await self._show(parcel)
            return await self._say(parcel)

    def _linked(self, parcel: Parcel) -> Parcel:
        """What stands in its words for the signed page gives way to the page's address."""
        content = parcel.content
        known = addresses(content, parcel.subject, self._link)
        if not known:
            return parcel
        text = linked(content["text"], known)
        return replace(parcel, content={**content, "text": text})

    async def _do(self, method: str, params: dict[str, Any]) -> None:
        """Something that is no message; what is done or gone already needs no doing."""
        try:
            await call(self._bot, method, params)
        except BadRequest as error:
            words = error.message.lower()
            if not any(
                reason in words
                for reason in (NOT_PINNED, NOT_MODIFIED, *NOT_DELETED, *NOT_EDITABLE)
            ):
                raise

    async def _rewrite(self, parcel: Parcel, message_id: int) -> bool:
        """False when that message cannot be rewritten any more: a new one is due."""
        caption = bool(parcel.content.get("photo"))
        content = self._fitting(parcel, parcel.content, caption=caption)
        chat = thread_at(parcel.address).chat
        values = parameters(str(chat), content["text"], content, caption=caption)
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
        given = parcel.content
        text = REPEATED + given["text"] if parcel.again else given["text"]
        document = _document(given)
        uploads = [document] if document else await self._photos(_named(given))
        content = self._fitting(parcel, {**given, "text": text}, caption=bool(uploads))
        chat = thread_at(parcel.address).chat
        values = parameters(str(chat), content["text"], content, caption=bool(uploads))
        if given.get("protect"):
            values["protect_content"] = True
        if given.get("silent"):
            values["disable_notification"] = True
        method = METHODS[uploads[0].field if uploads else ""]
        sent = await self._in_thread(parcel, method, values, uploads)
        return Receipt(sent["message_id"])

    async def _show(self, parcel: Parcel) -> Receipt:
        """Several photos as one album; one that is left of them is a photo like any other."""
        names, text = parcel.content["photos"], parcel.content["text"]
        found = await self._photos(names)
        if len(found) < 2:
            left = {"text": text, "photo": found[0].name if found else None}
            return await self._say(replace(parcel, content=left))
        uploads = [Upload(one.name, one.data, f"p{rank}") for rank, one in enumerate(found)]
        media = album(text, [one.field for one in uploads])
        values = {"chat_id": str(thread_at(parcel.address).chat), "media": media}
        sent = await self._in_thread(parcel, "sendMediaGroup", values, uploads)
        return Receipt(sent[0]["message_id"])

    async def _in_thread(
        self, parcel: Parcel, method: str, values: dict[str, Any], uploads: Uploads
    ) -> Any:
        topic = thread_at(parcel.address).topic
        if topic is None:
            return await call(self._bot, method, values, uploads=uploads)
        return await self._in_topic(method, {**values, "message_thread_id": topic}, uploads)

    def _fitting(
        self, parcel: Parcel, content: dict[str, Any], *, caption: bool
    ) -> dict[str, Any]:
        """The one place where a message that Telegram would refuse is found out."""
        reason = misfit(content, caption=caption)
        if not reason:
            return content
        if self._strict:
            raise Refused(f"a message that Telegram refuses was composed: {reason}")
        log.error("message cut", outbox=parcel.id, key=parcel.key, reason=reason)
        return fitted(content, caption=caption)

    async def _in_topic(self, method: str, values: dict[str, Any], uploads: Uploads) -> Any:
        """A topic that was closed or deleted loses no alert: the group itself gets it."""
        try:
            return await call(self._bot, method, values, uploads=uploads)
        except BadRequest as error:
            if not any(reason in error.message.lower() for reason in NO_TOPIC):
                raise
            log.warning("topic is gone", chat=values["chat_id"], error=error.message)
            outside = {name: kept for name, kept in values.items() if name != "message_thread_id"}
            return await call(self._bot, method, outside, uploads=uploads)

    async def _photos(self, names: Sequence[str]) -> list[Upload]:
        """A photo that is gone from the disk does not keep its message from leaving."""
        found = []
        for name in names:
            try:
                read = (self._photos_dir / Path(name).name).read_bytes
                found.append(Upload(name, await asyncio.to_thread(read)))
            except FileNotFoundError:
                log.error("photo is gone", photo=name)
        return found


def _named(content: dict[str, Any]) -> list[str]:
    """The photo that goes with a message, if one does."""
    return [content["photo"]] if content.get("photo") else []


def _document(content: dict[str, Any]) -> Upload | None:
    """A file that goes with the message: {"name": …}, and its "text" or its bytes in "base64"."""
    given = content.get("document")
    if given is None:
        return None
    if "base64" in given:
        return Upload(given["name"], b64decode(given["base64"]), "document", BYTES)
    return Upload(given["name"], given["text"].encode(), "document", "application/json")


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
    return Away(error.message) if certain else Unsure(error.message)
