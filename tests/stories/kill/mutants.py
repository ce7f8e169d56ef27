"""Mistakes put into the bot on purpose: the replay must see each, or it proves nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import OperationalError

from bot.channels.telegram import backend
from bot.channels.telegram import transport as channel
from bot.channels.telegram.backend import BotApi
from bot.chat.exchange import After
from bot.chat.front import Front
from bot.delivery import worker
from bot.intake import poll
from bot.intake.turns import Turns
from bot.intake.voies import Voies
from bot.rounds import Rounds
from storage.machine import claims, inbox, settling
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate
from storage.machine.outbox import SENT, Lane
from storage.machine.prepared import Prepared
from storage.trackings import TRACKINGS
from tests.stories.kill.deaths import Death

LATE = 0.05
"""Seconds by which the right order is turned round."""
FAILED_ROUND = 12
_under_way: set[asyncio.Task[None]] = set()


def background(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)


def put_in(name: str) -> None:
    """Make the bot of this process commit the mistake of that name; none for an empty name."""
    if name:
        MUTANTS[name]()


def _acknowledge_first() -> None:
    """Updates are confirmed to Telegram before they are ours (P2)."""
    ask = backend.call

    async def hasty(bot: BotApi, method: str, values: dict[str, Any], **more: Any) -> Any:
        updates = await ask(bot, method, values, **more)
        if updates:
            confirmed = {"offset": updates[-1]["update_id"] + 1, "timeout": 0}
            updates += await ask(bot, method, confirmed)
        return updates

    _replace(poll, "call", hasty)


def _say_sent_first() -> None:
    """A message is « sent » as soon as it is claimed (P3)."""
    take = Prepared(claims.take_heads(claims._heads(), SENT), claims._claimed)
    _replace(claims, "_TAKE", take)


def _move_offset_first() -> None:
    """Updates are confirmed by the next question, asked before they are committed (P2)."""
    keep = Turns.keep

    async def hasty(self: Turns[After], *given: Any) -> None:
        async def late() -> None:
            await asyncio.sleep(LATE)
            await keep(self, *given)

        background(late())

    _replace(Turns, "keep", hasty)


def _answer_first() -> None:
    """A tap is answered before its turn is committed (P2)."""
    take, follow, loop = Front.take, Front.follow, asyncio.get_running_loop()

    def hasty(self: Front, tx: Tx, stored: StoredUpdate, **known: Any) -> After:
        after = take(self, tx, stored, **known)
        loop.call_soon_threadsafe(follow, self, after)
        time.sleep(LATE)
        return after

    _replace(Front, "take", hasty)
    _replace(Front, "follow", lambda _self, _after: None)


def _forget_in_a_failed_round() -> None:
    """A round is undone, and one of its updates is not taken up again (P2)."""
    turns, doing = Turns._turns, Turns._heads
    rounds: list[str] = []

    def failing(self: Turns[After], tx: Tx, fresh: Sequence[StoredUpdate]) -> Any:
        rounds.append("round")
        yield from turns(self, tx, fresh)
        if len(rounds) == FAILED_ROUND:
            raise OperationalError("COMMIT", {}, Exception("disk full"))

    def forgetful(self: Turns[After], fresh: Sequence[StoredUpdate] = ()) -> list[StoredUpdate]:
        heads = doing(self, fresh)
        if len(rounds) != FAILED_ROUND or fresh:
            return heads
        rounds.append("forgotten")
        for head in heads:
            self._done(head)
        return []

    _replace(Turns, "_turns", failing)
    _replace(Turns, "_heads", forgetful)


def _mark_done_apart() -> None:
    """An update is marked as handled in a transaction of its own (P4)."""
    mark, once = inbox.claim_done, Rounds.once
    taken: list[int] = []

    def later(_tx: Tx, update_id: int) -> bool:
        taken.append(update_id)
        return True

    async def then_mark(self: Rounds) -> None:
        await once(self)
        while taken:
            await self._database.run(mark, taken.pop())

    _replace(inbox, "claim_done", later)
    _replace(Voies, "free", lambda _self, _raws: set())
    _replace(Rounds, "once", then_mark)


def _give_digests_up() -> None:
    """An interrupted digest never leaves again (P6)."""

    def recover(tx: Tx, now: datetime) -> int:
        rows = settling.interrupted(tx)
        for row in rows:
            if row.lane == Lane.DIGEST:
                settling.bury(tx, row, "interrompu", TRACKINGS)
            else:
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
    "move the offset first": _move_offset_first,
    "answer first": _answer_first,
    "forget in a failed round": _forget_in_a_failed_round,
    "say sent first": _say_sent_first,
    "mark done apart": _mark_done_apart,
    "give digests up": _give_digests_up,
    "repeat without a word": _repeat_without_a_word,
}

REVEALED_BY: Mapping[str, tuple[Death, str]] = {
    "acknowledge first": (Death("before", "Turns+Claiming", 2), "confirmed but not kept"),
    # Nobody has the message any more, and everybody goes on as if it was handled.
    "move the offset first": (Death("before", "Turns+Claiming", 2), "the evening stopped"),
    "answer first": (Death("before", "Turns+Claiming", 9), "answered but not kept"),
    "forget in a failed round": (Death("after", "mail", 4), "the evening stopped"),
    "say sent first": (Death("before", "sendMessage", 8), "in our books"),
    "mark done apart": (Death("after", "Turns+Claiming", 10), "added rencontre"),
    "give digests up": (Death("after", "mail", 4), "ended dead"),
    "repeat without a word": (Death("after", "sendMessage", 8), "without a mark"),
}
"""One death that shows each of them, and what is then found."""
