"""The newest words on a subject: what has not left takes them, and nothing piles up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import event

from bot.clock import MovableClock
from storage.machine import settling
from storage.machine.claims import claim as take
from storage.machine.db import Database
from storage.machine.outbox import Lane, Message, post, restate, restate_all
from storage.models import Tableau
from storage.trackings import TRACKINGS
from tests.statements import statements
from tests.storage.cast import presence_at, programme_of
from tests.storage.machine.queue import claim, fail, say, sent, telegram

SOON = timedelta(seconds=3)


def tally(key: str, address: str = "7", **more: Any) -> Message:
    return telegram(key, address, content={"text": key, "edit": True}, subject="tableau:1", **more)


def says(database: Database, clock: MovableClock, message: Message) -> None:
    with database.transaction() as tx:
        restate(tx, clock.now(), message)


def test_a_burst_makes_one_message_that_leaves_when_the_first_would_have(
    database: Database, clock: MovableClock
) -> None:
    says(database, clock, tally("a", not_before=clock.now() + SOON))
    clock.advance(timedelta(seconds=2))
    says(database, clock, tally("b", not_before=clock.now() + SOON))
    clock.advance(timedelta(seconds=1))
    assert [row.content["text"] for row in claim(database, clock)] == ["b"]


def test_what_cannot_wait_takes_the_place_of_what_could(
    database: Database, clock: MovableClock
) -> None:
    says(database, clock, tally("a", not_before=clock.now() + SOON))
    says(database, clock, tally("b"))
    assert [row.content["text"] for row in claim(database, clock)] == ["b"]


def test_what_is_on_its_way_is_followed_by_another(
    database: Database, clock: MovableClock
) -> None:
    says(database, clock, tally("a"))
    (row,) = claim(database, clock)
    says(database, clock, tally("b"))
    fail(database, clock, row, 60)
    says(database, clock, tally("c"))
    assert claim(database, clock) == [], "what was refused for now keeps its pause"
    clock.advance(timedelta(seconds=60))
    found = claim(database, clock)
    sent(database, clock, *found)
    assert [row.content["text"] for row in [*found, *claim(database, clock)]] == ["c", "c"]


def test_other_subjects_and_other_chats_are_left_alone(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("card", subject="conversation:1"), telegram("other", "8"))
    says(database, clock, tally("a"))
    says(database, clock, tally("b"))
    found = claim(database, clock)
    assert sorted(row.content["text"] for row in found) == ["card", "other"]
    sent(database, clock, *found)
    assert [row.content["text"] for row in claim(database, clock)] == ["b"]


def test_several_at_once_are_each_restated_or_queued(
    database: Database, clock: MovableClock
) -> None:
    """One waits, one is on its way, one was never said: as if each had been restated alone."""
    first = [tally("a"), tally("b", address="8")]
    for message in first[1:]:
        says(database, clock, message)
    (leaving,) = claim(database, clock)
    says(database, clock, first[0])
    newest = [tally("a2"), tally("b2", address="8"), tally("c2", address="9")]
    with database.transaction() as tx:
        assert restate_all(tx, clock.now(), newest) == {"b2", "c2"}
        assert {address for _channel, address, _lane in tx.posted} == {"7", "8", "9"}
    sent(database, clock, leaving)
    found = {row.key: row.content["text"] for row in claim(database, clock)}
    assert found == {"a": "a2", "b2": "b2", "c2": "c2"}


def test_several_at_once_ask_as_much_as_one(database: Database, clock: MovableClock) -> None:
    counts = []
    for addresses in (("1",), ("2", "3", "4")):
        for _ in ("queued", "restated"):
            with database.transaction() as tx, statements(database.engine) as said:
                told = [tally(f"n°{one}", address=one) for one in addresses]
                restate_all(tx, clock.now(), told)
            counts.append(len(said))
    assert counts == [2, 2, 2, 2]


def test_it_walks_through_the_index_of_unsent_rows(sqlite_database: Database) -> None:
    clock = MovableClock(frozen=True)
    seen: list[tuple[str, Any]] = []

    @event.listens_for(sqlite_database.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("UPDATE outbox"):
            seen.append((statement, parameters))

    says(sqlite_database, clock, tally("a"))
    with sqlite_database.transaction() as tx:
        statement, parameters = seen[0]
        plan = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        assert "ix_outbox_canal_adresse_id" in " ".join(row[-1] for row in plan)


def test_a_tally_learns_its_number_and_its_pin_is_told_it(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        presence = presence_at(tx, programme_of(tx, clock.now()), clock.now())
        row = Tableau(presence_id=presence.id, chat_id=7, montre="", compte={})
        tx.add(row)
        tx.flush()
        pin = {"method": "pinChatMessage", "params": {"chat_id": 7}, "edit": True}
        restate(tx, clock.now(), tally("a"))
        post(tx, clock.now(), telegram("pin", content=pin, subject=f"epingle:{row.id}"))
    with database.transaction() as tx:
        (first,) = take(tx, clock.now(), "telegram", [(Lane.PROMPT, 9)], TRACKINGS)
        assert first.edit is None
        settling.sent(tx, clock.now(), [(first, 55)], TRACKINGS)
    with database.transaction() as tx:
        (second,) = take(tx, clock.now(), "telegram", [(Lane.PROMPT, 9)], TRACKINGS)
        assert (second.content["method"], second.edit) == ("pinChatMessage", 55)
        settling.sent(tx, clock.now(), [(second, None)], TRACKINGS)
        assert tx.get_one(Tableau, row.id).message_id == 55
