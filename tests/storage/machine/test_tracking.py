"""Rows follow the messages that are about them: whatever the rows, as they declare it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, select, update

from bot.clock import MovableClock
from storage.machine import inbox, settling
from storage.machine.claims import Claimed, claim
from storage.machine.db import Database, Tx
from storage.machine.outbox import Destination, Lane, Message, Sujet, post
from storage.machine.tables import Inbox
from storage.machine.tracking import (
    ID,
    IDS,
    MESSAGE,
    NOW,
    REASON,
    Tracking,
    Trackings,
    by_genre,
    follow,
)

_T = cast(Table, Inbox.__table__)
LETTRE = Sujet("lettre")
TRACKING = Tracking(
    sujet=LETTRE,
    screen=select(_T.c.id, _T.c.update_id).where(_T.c.id.in_(IDS)),
    sent=update(_T).where(_T.c.id == ID).values(recu_le=NOW, update_id=MESSAGE),
    numbered=True,
    given_up=update(_T).where(_T.c.id == ID).values(erreur=REASON),
)
TRACKINGS = by_genre(TRACKING)


def lettre(tx: Tx, now: datetime) -> int:
    """A row of the test's own kind, shown by message 5."""
    (stored,) = inbox.store(tx, 1, [{"update_id": 5}], now)
    return stored.id


def taken(tx: Tx, now: datetime, subject: str, trackings: Trackings) -> Claimed:
    content = {"text": "a", "edit": True}
    message = Message("a", Lane.PROMPT, Destination("telegram", "7"), content, subject)
    post(tx, now, message)
    (row,) = claim(tx, now, "telegram", [(Lane.PROMPT, 9)], trackings)
    return row


def test_a_message_that_rewrites_finds_the_one_that_shows_its_row(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        id = lettre(tx, clock.now())
        assert taken(tx, clock.now(), LETTRE.of(id), TRACKINGS).edit == 5


def test_a_row_is_told_of_the_message_that_left(database: Database, clock: MovableClock) -> None:
    with database.transaction() as tx:
        id = lettre(tx, clock.now())
        row = taken(tx, clock.now(), LETTRE.of(id), TRACKINGS)
        settling.sent(tx, clock.now(), [(row, None)], TRACKINGS)
        assert tx.get_one(Inbox, id).update_id == 5, "the channel gave no number"
        tx.expire_all()
        settling.sent(tx, clock.now(), [(row, 41)], TRACKINGS)
        assert tx.get_one(Inbox, id).update_id == 41


def test_a_row_is_told_why_its_message_was_given_up(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        id = lettre(tx, clock.now())
        row = taken(tx, clock.now(), LETTRE.of(id), TRACKINGS)
        settling.bury(tx, row, "boîte pleine", TRACKINGS)
        assert tx.get_one(Inbox, id).erreur == "boîte pleine"


def test_messages_about_what_nobody_declared_are_only_sent(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        id = lettre(tx, clock.now())
        row = taken(tx, clock.now(), LETTRE.of(id), by_genre())
        assert row.edit is None
        settling.sent(tx, clock.now(), [(row, 41)], by_genre())
        settling.bury(tx, row, "boîte pleine", by_genre())
        assert (tx.get_one(Inbox, id).update_id, tx.get_one(Inbox, id).erreur) == (5, None)


def test_a_text_about_nothing_is_followed_by_nobody() -> None:
    assert follow(TRACKINGS, LETTRE.of(3)) == (TRACKING, 3)
    assert [follow(TRACKINGS, text) for text in ("", "lettre", "lettre:x", "autre:3")] == [
        None,
        None,
        None,
        None,
    ]
