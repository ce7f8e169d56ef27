"""Mistakes put into the bot on purpose: the replay must see each, or it proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from telegram import Bot

from bot.channels.telegram import backend
from bot.channels.telegram import transport as channel
from bot.chat.front import Front
from bot.delivery import worker
from bot.delivery.settle import Hooks
from bot.intake import poll
from storage.machine import claims, inbox, settling
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate
from storage.machine.outbox import SENT
from storage.models import Outbox
from tests.stories.kill.deaths import Death


def put_in(name: str) -> None:
    """Make the bot of this process commit the mistake of that name; none for an empty name."""
    if name:
        MUTANTS[name]()


def _acknowledge_first() -> None:
    """Updates are confirmed to Telegram before they are ours (P2)."""
    ask = backend.call

    async def hasty(bot: Bot, method: str, values: dict[str, Any], **more: Any) -> Any:
        updates = await ask(bot, method, values, **more)
        if updates:
            confirmed = {"offset": updates[-1]["update_id"] + 1, "timeout": 0}
            updates += await ask(bot, method, confirmed)
        return updates

    _replace(poll, "call", hasty)


def _say_sent_first() -> None:
    """A message is « sent » as soon as it is claimed (P3)."""
    take = (
        update(cast(Table, Outbox.__table__))
        .where(Outbox.id.in_(bindparam("b_ids", expanding=True)))
        .values(etat=SENT, essais=Outbox.essais + 1)
    )
    _replace(claims, "_TAKE", take)


def _mark_done_apart() -> None:
    """An update is marked as handled in a transaction of its own (P4)."""
    mark, handle = inbox.claim_done, Front.handle

    async def then_mark(self: Front, stored: StoredUpdate) -> None:
        await handle(self, stored)
        await self._database.run(mark, stored.id)

    _replace(inbox, "claim_done", lambda _tx, _update_id: True)
    _replace(Front, "handle", then_mark)


def _send_digests_again() -> None:
    """An interrupted digest leaves once more (P6)."""

    def recover(tx: Tx, now: datetime, _hooks: Hooks) -> int:
        rows = settling.interrupted(tx)
        for row in rows:
            settling.again(tx, row, now, "", doubtful=True)
        return len(rows)

    _replace(worker, "recover", recover)


def _repeat_without_a_word() -> None:
    """A prompt sent again does not say so."""
    _replace(channel, "REPEATED", "")


def _replace(owner: object, name: str, by: object) -> None:
    setattr(owner, name, by)


MUTANTS: Mapping[str, Callable[[], None]] = {
    "acknowledge first": _acknowledge_first,
    "say sent first": _say_sent_first,
    "mark done apart": _mark_done_apart,
    "send digests again": _send_digests_again,
    "repeat without a word": _repeat_without_a_word,
}

REVEALED_BY: Mapping[str, tuple[Death, str]] = {
    "acknowledge first": (Death("before", "store", 2), "confirmed but not kept"),
    "say sent first": (Death("before", "sendMessage", 8), "in our books"),
    "mark done apart": (Death("after", "take", 9), "added conversation"),
    "send digests again": (Death("after", "mail", 4), "2 copies there"),
    "repeat without a word": (Death("after", "sendMessage", 8), "without a mark"),
}
"""One death that shows each of them, and what is then found."""
