"""What follows each sending: settled for good, tried again, or given up and told."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.delivery.channels import channels
from bot.delivery.contract import (
    Away,
    DeliveryFailure,
    Moved,
    Receipt,
    Refused,
    RetryLater,
    Unreachable,
    Unsure,
)
from bot.delivery.lost import Fate, Lost, Teller, lost_message, lost_person
from bot.delivery.threads import thread_at
from bot.log import logger
from storage import people
from storage.machine import settling
from storage.machine.claims import Claimed
from storage.machine.db import Tx
from storage.machine.outbox import Destination, Lane, Message, numbered, post
from storage.machine.tracking import Mark, Trackings

log = logger(__name__)

LONGEST_WAIT: Final = 600.0
LONGEST_OF_ALERT: Final = 48.0
"""Seconds, before they are spread: an alert leaves within the minute that its channel is back."""
LAST_ATTEMPT: Final = 150
LAST_OF_ALERT: Final = 1_800
"""Doubling from 1 s up to the longest, that many attempts last 24 hours."""
TOLD_AFTER: Final = 8
"""Attempts of an alert before the coordination hears of it: some 2 to 6 minutes (P3)."""
TOLD_WAIT: Final = timedelta(minutes=5)
"""A pause so long that the coordination hears of it at once; it is told a thing only once."""
UNTOLD: Final = (Lane.PROMPT, Lane.ORNEMENT)
"""Only logged: the notices to the coordination are prompts, and must not loop."""
INTERRUPTED = "interrompu pendant l'envoi"
UNSHOWN: Final = "illisible:"
"""Begins the key of what is said in place of an answer that was refused."""
UNSHOWN_SAID: Final = (
    "⚠️ Telegram a refusé d'afficher ma réponse. Ce que vous aviez noté est gardé. "
    "Touchez à nouveau le bouton ; si cela recommence, dites-le à la personne qui gère le bot."
)

Sending = tuple[Claimed, Receipt | DeliveryFailure]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the composition root lends: all of it acts inside the transaction that settles."""

    lost: Callable[[Tx, datetime, Lost], None]
    """Tells the coordination."""
    moved: Callable[[Tx, Destination, Destination], None]
    """Rewrites an old destination to the new one everywhere."""
    refused: Callable[[Tx, datetime, Destination, str, str], None]
    """Nobody reads at that address: where it is, what the message was about, what was answered."""
    tellers: Mapping[str, Teller]
    """What is said of a message in trouble, by the kind of its subject."""
    trackings: Trackings
    """How the rows that messages are about follow them."""
    heard: Callable[[Tx, datetime, str, Mapping[str, Any]], None]
    """What the other side answered: what the message was about, and its words."""


def settle(tx: Tx, now: datetime, outcomes: Sequence[Sending], hooks: Hooks) -> None:
    """Write down what became of rows on their way out."""
    sent = [(row, end.message_id) for row, end in outcomes if isinstance(end, Receipt)]
    copies = [(row, mark) for row, mark in sent if _is_stray(tx, row, mark)]
    if sent:
        settling.sent(tx, now, sent, hooks.trackings, strays=[row.id for row, _mark in copies])
    for row, mark in copies:
        post(tx, now, _taken_away(row, mark))
    for row, end in outcomes:
        if isinstance(end, DeliveryFailure):
            _failed(tx, now, row, end, hooks)
        if end.said is not None:
            hooks.heard(tx, now, row.subject, end.said)


def _is_stray(tx: Tx, row: Claimed, mark: Mark | None) -> bool:
    """A screen said again, while what comes next is already drawn where its first copy stands."""
    repeated = row.doubtful and row.edit is None and isinstance(mark, int)
    return (
        repeated and row.lane == Lane.PROMPT and bool(row.subject) and settling.overtaken(tx, row)
    )


def _taken_away(row: Claimed, mark: Mark | None) -> Message:
    chat = thread_at(row.address).chat
    content = {
        "method": "deleteMessages",
        "params": {"chat_id": chat, "message_ids": [mark]},
    }
    to = Destination(row.channel, row.address)
    return Message(numbered(f"copie:{row.id}:{mark}"), Lane.ORNEMENT, to, content)


def recover(tx: Tx, now: datetime) -> int:
    """At start-up: what was being sent may have arrived, and leaves again; how many there were."""
    rows = settling.interrupted(tx)
    for row in rows:
        settling.again(tx, row, now, INTERRUPTED, doubtful=True)
    return len(rows)


def backoff(attempt: int, lane: int) -> float:
    """Seconds before the next attempt: doubling, jittered so that a crowd does not come back."""
    longest = LONGEST_OF_ALERT if lane == Lane.ALERTE else LONGEST_WAIT
    wait = min(longest, 2.0 ** min(attempt - 1, 20))
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 (spreads retries, hides nothing)


def _failed(tx: Tx, now: datetime, row: Claimed, failure: DeliveryFailure, hooks: Hooks) -> None:
    reason = str(failure)
    name = type(failure).__name__
    log.warning("not sent", outbox=row.id, attempt=row.attempt, failure=name, reason=reason)
    match failure:
        case Moved():
            old = Destination(row.channel, row.address)
            hooks.moved(tx, old, Destination(row.channel, failure.address))
            settling.readdress(tx, row, failure.address, now)
        case Unreachable() | Refused() if row.lane == Lane.ORNEMENT:
            _give_up(tx, now, row, reason, hooks)
        case Unreachable():
            _give_up(tx, now, row, reason, hooks)
            _note_person(tx, now, row, hooks)
            hooks.refused(tx, now, Destination(row.channel, row.address), row.subject, reason)
        case Refused():
            log.error("refused for ever", outbox=row.id, subject=row.subject, reason=reason)
            _give_up(tx, now, row, reason, hooks)
            _tell_who_waits(tx, now, row)
        case _:
            _try_again(tx, now, row, failure, hooks)


def _try_again(
    tx: Tx, now: datetime, row: Claimed, failure: DeliveryFailure, hooks: Hooks
) -> None:
    reason = str(failure)
    if _is_stuck(row, failure):
        _give_up(tx, now, row, reason, hooks)
        _tell_who_waits(tx, now, row)
        return
    if row.attempt >= (LAST_OF_ALERT if row.lane == Lane.ALERTE else LAST_ATTEMPT):
        _give_up(tx, now, row, reason, hooks)
        return
    seconds = failure.after if isinstance(failure, RetryLater) else None
    wait = timedelta(seconds=backoff(row.attempt, row.lane) if seconds is None else seconds)
    doubtful = row.doubtful or isinstance(failure, Unsure)
    settling.again(tx, row, now + wait, reason, doubtful=doubtful)
    slow = row.attempt >= TOLD_AFTER or wait >= TOLD_WAIT
    if row.lane == Lane.ALERTE and slow:
        _tell(tx, now, row, reason, hooks, Fate.LATE)


def _is_stuck(row: Claimed, failure: DeliveryFailure) -> bool:
    """What fails though its channel answers, and asked for no pause: an answer would hold its chat
    for a day, an ornament is worth no more."""
    asked = isinstance(failure, RetryLater) and failure.after is not None
    silent = asked or isinstance(failure, (Away, Unsure))
    return row.lane in UNTOLD and not silent and row.attempt >= TOLD_AFTER


def _give_up(tx: Tx, now: datetime, row: Claimed, reason: str, hooks: Hooks) -> None:
    settling.bury(tx, row, reason, hooks.trackings)
    if row.lane not in UNTOLD:
        _tell(tx, now, row, reason, hooks, Fate.LOST)


def _tell_who_waits(tx: Tx, now: datetime, row: Claimed) -> None:
    """Whoever waits for an answer that will never be shown is told so; of that notice, nothing."""
    if row.lane == Lane.PROMPT and "text" in row.content and not row.key.startswith(UNSHOWN):
        to, content = Destination(row.channel, row.address), {"text": UNSHOWN_SAID}
        post(tx, now, Message(f"{UNSHOWN}{row.id}", Lane.PROMPT, to, content))


def _tell(tx: Tx, now: datetime, row: Claimed, reason: str, hooks: Hooks, fate: Fate) -> None:
    notice = lost_message(tx, row, reason, hooks.tellers, fate)
    if notice:
        hooks.lost(tx, now, notice)


def _note_person(tx: Tx, now: datetime, row: Claimed, hooks: Hooks) -> None:
    channel = channels().get(row.channel)
    account = channel.person(row.address) if channel and channel.person else None
    for person in people.unreachable(tx, account, now) if account else ():
        hooks.lost(tx, now, lost_person(person))
