"""What became of messages on their way out: settled with what they told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from storage.machine import claims, settling
from storage.machine.db import Database
from storage.machine.outbox import (
    DEAD,
    RETRY,
    SENT,
    TODO,
    UNCERTAIN,
    Lane,
)
from storage.models import Conversation, Outbox
from storage.trackings import TRACKINGS
from tests.storage.machine.queue import (
    claim,
    conversation,
    fail,
    keys,
    say,
    sent,
    states,
    telegram,
)


def test_a_failed_message_comes_back_when_due_and_before_the_next(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("7-1"), telegram("7-2"))
    (row,) = claim(database, clock)
    fail(database, clock, row, seconds=60)
    assert states(database) == {"7-1": RETRY, "7-2": TODO}
    assert claim(database, clock) == []
    clock.advance(timedelta(seconds=60))
    (row,) = claim(database, clock)
    assert (row.key, row.attempt) == ("7-1", 2)


@pytest.mark.parametrize(("lane", "next_one"), [(Lane.ALERTE, ["7-2"]), (Lane.PROMPT, [])])
def test_an_alert_that_fails_for_long_holds_no_danger_back_an_answer_keeps_its_place(
    database: Database, clock: MovableClock, lane: Lane, next_one: list[str]
) -> None:
    say(database, clock, telegram("7-1", lane=lane), telegram("7-2", lane=lane))
    for _ in range(claims.HOLDING_ATTEMPTS + 1):
        clock.advance(timedelta(seconds=60))
        (row,) = claim(database, clock)
        assert row.key == "7-1"
        fail(database, clock, row, seconds=60)
    assert keys(claim(database, clock)) == next_one


def test_what_may_have_arrived_stays_doubtful_until_it_is_sent(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("a"))
    (row,) = claim(database, clock)
    fail(database, clock, row, 0, doubtful=True)
    assert states(database) == {"a": UNCERTAIN}
    (row,) = claim(database, clock)
    assert row.doubtful
    fail(database, clock, row, 0, doubtful=row.doubtful)
    (row,) = claim(database, clock)
    assert row.doubtful


def test_interrupted_sendings_are_found_at_start_up(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("7-1"), telegram("7-2"), telegram("8", "8"))
    sent(database, clock, claim(database, clock)[1])
    with database.transaction() as tx:
        (found,) = settling.interrupted(tx)
    assert (found.key, found.attempt, found.doubtful) == ("7-1", 1, True)


def test_a_sent_message_keeps_its_number_and_tells_its_conversation(
    database: Database, clock: MovableClock
) -> None:
    talk = conversation(database, clock, screen=None)
    say(database, clock, telegram("a", subject=f"conversation:{talk}"))
    (row,) = claim(database, clock)
    sent(database, clock, row, message=41)
    with database.transaction() as tx:
        stored = tx.scalars(select(Outbox)).one()
        assert (stored.etat, stored.message_id, stored.envoyee_le) == (SENT, 41, clock.now())
        assert tx.get_one(Conversation, talk).screen_message_id == 41


@pytest.mark.parametrize(
    ("content", "screen", "target"),
    [
        ({"text": "a"}, 41, None),
        ({"text": "a", "edit": True}, 41, 41),
        ({"text": "a", "edit": True}, None, None),
        ({"text": "a", "edit": True, "message_id": 12}, 41, 12),
    ],
)
def test_the_message_to_rewrite_is_known_when_claimed(
    database: Database,
    clock: MovableClock,
    content: dict[str, Any],
    screen: int | None,
    target: int | None,
) -> None:
    talk = conversation(database, clock, screen)
    say(database, clock, telegram("a", content=content, subject=f"conversation:{talk}"))
    (row,) = claim(database, clock)
    assert row.edit == target


def test_a_row_readdressed_leaves_for_its_new_address(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("a", "-40"))
    (row,) = claim(database, clock)
    with database.transaction() as tx:
        settling.readdress(tx, row, "-1004", clock.now())
    (row,) = claim(database, clock)
    assert row.address == "-1004"


def test_a_buried_row_is_claimed_no_more(database: Database, clock: MovableClock) -> None:
    say(database, clock, telegram("a"))
    (row,) = claim(database, clock)
    with database.transaction() as tx:
        settling.bury(tx, row, "bot was blocked by the user", TRACKINGS)
    assert states(database) == {"a": DEAD}
    clock.advance(timedelta(days=2))
    assert claim(database, clock) == []
