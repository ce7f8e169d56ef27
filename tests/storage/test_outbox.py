"""The outbox: said once, claimed by one, in order for each address, settled with what it told."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.clock import MovableClock
from storage import claims, settling
from storage.claims import Claimed
from storage.db import Database
from storage.models import Conversation, Outbox
from storage.outbox import (
    DEAD,
    RETRY,
    SENDING,
    SENT,
    TODO,
    UNCERTAIN,
    Lane,
    Message,
    post,
    withdraw,
)

EVERY_LANE = ((Lane.ALERTE, 100), (Lane.PROMPT, 100), (Lane.DIGEST, 100))


def telegram(key: str, address: str = "7", **more: Any) -> Message:
    given: dict[str, Any] = {"lane": Lane.PROMPT, "content": {"text": key}, **more}
    return Message(key=key, channel="telegram", address=address, **given)


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
        return claims.claim(tx, clock.now(), "telegram", rooms, resting)


def keys(rows: Sequence[Claimed]) -> list[str]:
    return [row.key for row in rows]


def sent(database: Database, clock: MovableClock, *rows: Claimed, message: int = 5) -> None:
    with database.transaction() as tx:
        settling.sent(tx, clock.now(), [(row, message) for row in rows])


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


def test_a_message_said_twice_is_kept_once(database: Database, clock: MovableClock) -> None:
    say(database, clock, telegram("a"), telegram("b"))
    say(database, clock, telegram("a", content={"text": "autre chose"}))
    assert [row.content["text"] for row in claim_all(database, clock)] == ["a", "b"]


def claim_all(database: Database, clock: MovableClock) -> list[Claimed]:
    """Claim and settle until nothing is due; what was claimed, in order."""
    found: list[Claimed] = []
    while rows := claim(database, clock):
        sent(database, clock, *rows)
        found += rows
    return found


def test_a_message_withdrawn_in_time_never_leaves(database: Database, clock: MovableClock) -> None:
    say(database, clock, telegram("a"))
    with database.transaction() as tx:
        assert withdraw(tx, "a")
        assert not withdraw(tx, "a")
    assert claim(database, clock) == []
    say(database, clock, telegram("a"))
    claim(database, clock)
    with database.transaction() as tx:
        assert not withdraw(tx, "a")


def test_a_chat_gets_one_message_at_a_time_in_order(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("7-1"), telegram("7-2"), telegram("8-1", "8"))
    first = claim(database, clock)
    assert keys(first) == ["7-1", "8-1"]
    assert claim(database, clock) == []
    sent(database, clock, *first)
    assert keys(claim(database, clock)) == ["7-2"]


def test_a_message_on_its_way_is_claimed_by_nobody_else(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("a"))
    (row,) = claim(database, clock)
    assert (row.attempt, row.doubtful) == (1, False)
    assert states(database) == {"a": SENDING}
    assert claim(database, clock) == []


def test_lanes_leave_in_the_order_asked(database: Database, clock: MovableClock) -> None:
    say(
        database,
        clock,
        telegram("digest", "1", lane=Lane.DIGEST),
        telegram("alerte", "2", lane=Lane.ALERTE),
        telegram("prompt", "3"),
    )
    rooms = ((Lane.PROMPT, 2), (Lane.ALERTE, 2), (Lane.DIGEST, 2))
    assert keys(claim(database, clock, rooms)) == ["prompt", "alerte"]
    assert keys(claim(database, clock, ((Lane.DIGEST, 0),))) == []
    assert keys(claim(database, clock, ((Lane.DIGEST, 1),))) == ["digest"]


def test_a_message_for_later_waits_and_holds_nobody_back(
    database: Database, clock: MovableClock
) -> None:
    later = clock.now() + timedelta(minutes=10)
    say(database, clock, telegram("quitter", not_before=later), telegram("bonjour"))
    assert keys(claim_all(database, clock)) == ["bonjour"]
    clock.advance(timedelta(minutes=10))
    assert keys(claim_all(database, clock)) == ["quitter"]


def test_a_resting_address_is_left_alone(database: Database, clock: MovableClock) -> None:
    say(database, clock, telegram("7"), telegram("8", "8"))
    assert keys(claim(database, clock, resting=["7"])) == ["8"]
    assert keys(claim(database, clock)) == ["7"]


def test_another_channel_is_not_ours_to_claim(database: Database, clock: MovableClock) -> None:
    say(database, clock, Message("courriel", Lane.ALERTE, "email", "voirie@example.org"))
    assert claim(database, clock) == []


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


def test_a_message_that_fails_for_long_no_longer_holds_the_chat(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("7-1"), telegram("7-2"))
    for _ in range(claims.HOLDING_ATTEMPTS + 1):
        clock.advance(timedelta(seconds=60))
        (row,) = claim(database, clock)
        assert row.key == "7-1"
        fail(database, clock, row, seconds=60)
    assert keys(claim(database, clock)) == ["7-2"]


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
        settling.bury(tx, row, "bot was blocked by the user")
    assert states(database) == {"a": DEAD}
    clock.advance(timedelta(days=2))
    assert claim(database, clock) == []


def test_two_workers_never_claim_the_same_row(database: Database, clock: MovableClock) -> None:
    count = 200
    say(database, clock, *(telegram(f"{n}", str(n // 2)) for n in range(count)))
    claimed: list[str] = []
    guard = threading.Lock()

    def work() -> None:
        while True:
            rows = claim(database, clock, ((Lane.PROMPT, 7),))
            with guard:
                claimed.extend(row.key for row in rows)
                done = len(claimed) >= count
            if rows:
                sent(database, clock, *rows)
            if done:
                return

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(claimed, key=int) == [str(n) for n in range(count)]
    ranks = {key: rank for rank, key in enumerate(claimed)}
    assert all(ranks[str(n)] < ranks[str(n + 1)] for n in range(0, count, 2))


def test_claiming_walks_through_the_indexes_of_unsent_rows(
    sqlite_database: Database, clock: MovableClock
) -> None:
    ran: list[tuple[str, Any]] = []

    @event.listens_for(sqlite_database.engine, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        ran.append((sql, values))

    claim(sqlite_database, clock, ((Lane.PROMPT, 5),))
    (found,) = [(sql, values) for sql, values in ran if "earlier" in sql]
    with sqlite_database.transaction() as tx:
        plan = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {found[0]}", found[1])
        steps = " / ".join(row[3] for row in plan)
    assert "outbox USING INDEX ix_outbox_canal_lane_id" in steps
    assert "earlier USING INDEX ix_outbox_canal_adresse_id" in steps
    assert "TEMP B-TREE" not in steps
