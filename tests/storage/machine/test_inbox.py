"""The inbox keeps what Telegram sent, once, and gives it back in order until it is handled."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import MovableClock
from storage.machine import inbox
from storage.machine.db import Database

BOT = 100000001


def message(
    update_id: int, person: int = 7, chat: int = 7, text: str = "bonsoir"
) -> dict[str, Any]:
    said = {"message_id": 1, "chat": {"id": chat}, "from": {"id": person}, "text": text}
    return {"update_id": update_id, "message": said}


def store(database: Database, clock: MovableClock, *raw: dict[str, Any]) -> list[int]:
    """The numbers, in our own count, of those that were new."""
    with database.transaction() as tx:
        return [one.id for one in inbox.store(tx, BOT, raw, clock.now())]


def test_what_is_stored_comes_back_in_order_until_it_is_done(
    database: Database, clock: MovableClock
) -> None:
    first, second = store(database, clock, message(41), message(42, text="🌙 « Étouvie »"))
    with database.transaction() as tx:
        assert [one.id for one in inbox.pending(tx)] == [first, second]
        assert inbox.pending(tx)[1].contenu == message(42, text="🌙 « Étouvie »")
        assert inbox.claim_done(tx, first)
    with database.transaction() as tx:
        assert [one.id for one in inbox.pending(tx)] == [second]


def test_an_update_given_twice_is_kept_once(database: Database, clock: MovableClock) -> None:
    assert len(store(database, clock, message(41), message(42))) == 2
    assert len(store(database, clock, message(41), message(42), message(43))) == 1
    with database.transaction() as tx:
        assert [one.contenu["update_id"] for one in inbox.pending(tx)] == [41, 42, 43]


def test_numbers_that_restart_lower_are_new(database: Database, clock: MovableClock) -> None:
    store(database, clock, message(900_000_000))
    assert len(store(database, clock, message(12))) == 1


def test_an_update_is_done_once_only(database: Database, clock: MovableClock) -> None:
    (number,) = store(database, clock, message(41))
    with database.transaction() as tx:
        assert inbox.claim_done(tx, number)
    with database.transaction() as tx:
        assert not inbox.claim_done(tx, number)


def test_what_is_handled_as_it_comes_is_written_once(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        first, second = inbox.store(tx, BOT, [message(41), message(42)], clock.now(), {41, 42})
        assert inbox.claim_done(tx, first.id)
        assert not inbox.claim_done(tx, first.id)
        inbox.break_promises(tx, [first, second])
    with database.transaction() as tx:
        (left,) = inbox.pending(tx)
        assert (left.id, left.voie, left.contenu) == (second.id, "7:7", message(42))
        assert inbox.claim_done(tx, second.id)


def test_a_turn_that_fails_leaves_its_update_pending(
    database: Database, clock: MovableClock
) -> None:
    (number,) = store(database, clock, message(41))
    with pytest.raises(ZeroDivisionError):
        handle_badly(database, number)
    with database.transaction() as tx:
        assert inbox.fail(tx, number, "ZeroDivisionError") == 1
        assert inbox.fail(tx, number, "ZeroDivisionError") == 2
    with database.transaction() as tx:
        assert [one.id for one in inbox.pending(tx)] == [number]


def handle_badly(database: Database, number: int) -> None:
    with database.transaction() as tx:
        assert inbox.claim_done(tx, number)
        raise ZeroDivisionError


def test_a_quarantined_update_is_no_longer_pending(
    database: Database, clock: MovableClock
) -> None:
    (number,) = store(database, clock, message(41))
    with database.transaction() as tx:
        assert inbox.quarantine(tx, number)
        assert not inbox.claim_done(tx, number)
        assert not inbox.quarantine(tx, number)
        assert inbox.pending(tx) == []


@pytest.mark.parametrize(
    ("raw", "voie"),
    [
        (message(1, person=7, chat=7), "7:7"),
        (message(1, person=7, chat=-40), "-40:7"),
        ({"update_id": 1, "edited_message": message(1)["message"]}, "7:7"),
        (
            {
                "update_id": 1,
                "callback_query": {
                    "id": "q",
                    "from": {"id": 8},
                    "message": {"message_id": 3, "chat": {"id": -40}, "from": {"id": 99}},
                },
            },
            "-40:8",
        ),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, "7:7"),
        ({"update_id": 1, "message_reaction": {"chat": {"id": -40}, "user": {"id": 8}}}, "-40:8"),
        (
            {"update_id": 1, "message_reaction": {"chat": {"id": -40}, "actor_chat": {"id": -40}}},
            "-40:",
        ),
        ({"update_id": 1, "message": {"chat": {"id": -40}, "migrate_to_chat_id": -100}}, "-40:"),
        ({"update_id": 5, "poll": {"id": "9"}}, "update:5"),
        ({"update_id": 6}, "update:6"),
    ],
)
def test_a_voie_is_a_chat_and_a_person(raw: dict[str, Any], voie: str) -> None:
    assert inbox.voie_of(raw) == voie
