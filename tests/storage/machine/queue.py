"""Rows of an outbox for tests: said, claimed, settled, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from storage.machine import claims, settling
from storage.machine.claims import Claimed
from storage.machine.db import Database
from storage.machine.outbox import (
    Destination,
    Lane,
    Message,
    post,
)
from storage.models import Conversation, Outbox
from storage.trackings import TRACKINGS

EVERY_LANE = ((Lane.ALERTE, 100), (Lane.PROMPT, 100), (Lane.DIGEST, 100))


def telegram(key: str, address: str = "7", **more: Any) -> Message:
    given: dict[str, Any] = {"lane": Lane.PROMPT, "content": {"text": key}, **more}
    return Message(key=key, to=Destination("telegram", address), **given)


def say(database: Database, clock: MovableClock, *messages: Message) -> None:
    with database.transaction() as tx:
        post(tx, clock.now(), *messages)


def claim(
    database: Database,
    clock: MovableClock,
    rooms: Sequence[tuple[Lane, int]] = EVERY_LANE,
    resting: Sequence[str] = (),
) -> list[Claimed]:
    with database.transaction() as tx:
        return claims.claim(tx, clock.now(), "telegram", rooms, TRACKINGS, resting)


def sent(database: Database, clock: MovableClock, *rows: Claimed, message: int = 5) -> None:
    with database.transaction() as tx:
        settling.sent(tx, clock.now(), [(row, message) for row in rows], TRACKINGS)


def fail(
    database: Database,
    clock: MovableClock,
    row: Claimed,
    seconds: float,
    *,
    doubtful: bool = False,
) -> None:
    with database.transaction() as tx:
        due = clock.now() + timedelta(seconds=seconds)
        settling.again(tx, row, due, "502", doubtful=doubtful)


def keys(rows: Sequence[Claimed]) -> list[str]:
    return [row.key for row in rows]


def states(database: Database) -> dict[str, str]:
    with database.transaction() as tx:
        return {row.cle: row.etat for row in tx.execute(select(Outbox.cle, Outbox.etat))}


def conversation(database: Database, clock: MovableClock, screen: int | None) -> int:
    now = clock.now()
    row = Conversation(
        chat_id=7,
        user_id=7,
        flow="presence",
        version=1,
        etat="ouverte",
        answers={},
        position="site",
        rev=1,
        editing=False,
        invalid=0,
        screen_message_id=screen,
        ouverte_le=now,
        touchee_le=now,
    )
    with database.transaction() as tx:
        tx.add(row)
        tx.flush()
        return row.id
