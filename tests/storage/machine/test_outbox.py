"""The outbox: said once, claimed by one, in order for each address, settled with what it told."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from bot.clock import MovableClock
from storage.machine.claims import Claimed
from storage.machine.db import Database
from storage.machine.outbox import (
    SENDING,
    Destination,
    Lane,
    Message,
    withdraw,
)
from tests.storage.machine.queue import (
    claim,
    keys,
    say,
    sent,
    states,
    telegram,
)


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
    say(
        database,
        clock,
        Message("courriel", Lane.ALERTE, Destination("email", "voirie@example.org")),
    )
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
    assert "due USING INDEX ix_outbox_canal_lane_id" in steps
    assert "earlier USING INDEX ix_outbox_canal_adresse_id" in steps
    assert "TEMP B-TREE" not in steps
