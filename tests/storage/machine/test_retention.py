"""What is over leaves in its time, a few rows at a time, and is never said a second time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import literal, select, update

from bot.clock import MovableClock
from storage.entretien import every_hour
from storage.machine import conversations, inbox, retention
from storage.machine.db import Database
from storage.machine.outbox import Lane, numbered
from storage.machine.retention import AT_ONCE, SAID_KEPT, TALKS_KEPT
from storage.models import CleSortie, Conversation, Inbox, Outbox
from tests.clockwork import ring
from tests.statements import statements
from tests.storage.cast import programme_of
from tests.storage.machine.queue import claim, conversation, say, sent, states, telegram

SECOND = timedelta(seconds=1)


def leaves(database: Database, clock: MovableClock) -> None:
    """All that the clock lets go at that hour."""
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    ring(database, programme, clock.now(), *every_hour().values())


def left(database: Database, clock: MovableClock, *keys: str) -> None:
    """These were said and have left; another one still waits behind them."""
    say(database, clock, *(telegram(key, str(rank)) for rank, key in enumerate(keys)))
    sent(database, clock, *claim(database, clock))
    say(database, clock, telegram("newest", "0"))


def test_what_left_leaves_the_base_thirty_days_later_alerts_too(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("alerte:1:envoi", "8", lane=Lane.ALERTE))
    left(database, clock, "tg:1:2:1", "digest:1:a")
    clock.advance(SAID_KEPT)
    leaves(database, clock)
    assert len(states(database)) == 4
    clock.advance(SECOND)
    leaves(database, clock)
    assert states(database) == {"newest": "todo"}


def test_what_may_still_leave_waits_three_times_as_long(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("todo", "1"), telegram("given up", "2"), telegram("newest", "3"))
    with database.transaction() as tx:
        tx.execute(update(Outbox).where(Outbox.cle == "given up").values(etat="dead"))
    clock.advance(SAID_KEPT * 3)
    leaves(database, clock)
    assert states(database) == {"todo": "todo", "newest": "todo"}
    clock.advance(SECOND)
    leaves(database, clock)
    assert states(database) == {"newest": "todo"}


def test_said_twice_it_is_sent_once_even_long_after_it_left(
    database: Database, clock: MovableClock
) -> None:
    """P4, whichever of the two tables remembers the key."""
    left(database, clock, "digest:1:a")
    for _ in range(2):
        say(database, clock, telegram("digest:1:a"))
        assert len(states(database)) in (1, 2)
        clock.advance(SAID_KEPT + SECOND)
        leaves(database, clock)
    assert states(database) == {"newest": "todo"}


def test_no_key_is_kept_that_cannot_come_again(database: Database, clock: MovableClock) -> None:
    left(database, clock, "tg:1:2:1", numbered("tableau:1:0"), "digest:1:a")
    clock.advance(SAID_KEPT + SECOND)
    leaves(database, clock)
    with database.transaction() as tx:
        assert list(tx.scalars(select(CleSortie.cle))) == ["digest:1:a"]


def test_what_came_from_an_update_costs_no_look_at_older_keys(
    sqlite_database: Database, clock: MovableClock
) -> None:
    with statements(sqlite_database.engine) as said:
        say(sqlite_database, clock, telegram("tg:1:2:1"), telegram(numbered("tableau:1:0")))
    assert not [one for one in said if "cle_sortie" in one.sql]


def test_what_says_when_to_forget_it_is_forgotten_then_with_its_key(
    database: Database, clock: MovableClock
) -> None:
    life = timedelta(hours=72)
    say(database, clock, telegram("invitation:1", forget_on=clock.now() + life), telegram("b"))
    clock.advance(life - SECOND)
    leaves(database, clock)
    assert set(states(database)) == {"invitation:1", "b"}
    clock.advance(SECOND)
    leaves(database, clock)
    assert set(states(database)) == {"b"}
    with database.transaction() as tx:
        assert list(tx.scalars(select(CleSortie.cle))) == []


def test_a_number_never_serves_again(database: Database, clock: MovableClock) -> None:
    """Buttons and keys name rows by their numbers."""
    left(database, clock, "a", "b")
    talks = [conversation(database, clock, None) for _ in range(2)]
    with database.transaction() as tx:
        tx.execute(update(Outbox).values(etat="sent"))
        tx.execute(update(Conversation).values(etat="finie"))
    clock.advance(SAID_KEPT * 2)
    leaves(database, clock)
    assert list(states(database)) == ["newest"]
    assert conversation(database, clock, None) > max(talks)


def test_many_leave_by_a_few_in_transactions_of_their_own(
    database: Database, clock: MovableClock
) -> None:
    count = 2 * AT_ONCE + 1
    say(database, clock, *(telegram(f"tg:{rank}", str(rank)) for rank in range(count)))
    with database.transaction() as tx:
        tx.execute(update(Outbox).values(etat="sent"))
    clock.advance(SAID_KEPT + SECOND)
    with database.transaction() as tx:
        assert retention.messages(tx, clock.now()) == AT_ONCE
    assert len(states(database)) == count - AT_ONCE
    leaves(database, clock)
    assert len(states(database)) == 1


@pytest.mark.parametrize(
    ("etat", "user", "stays"),
    [("finie", 7, False), ("annulee", 7, False), ("gardee", 7, True), ("ouverte", 8, False)],
)
def test_a_conversation_that_ended_or_is_nobody_s_leaves(
    database: Database, clock: MovableClock, etat: str, user: int, stays: bool
) -> None:
    talk_id = conversation(database, clock, None)
    conversation(database, clock, None)
    with database.transaction() as tx:
        mine = update(Conversation).where(Conversation.id == talk_id)
        tx.execute(mine.values(etat=etat, user_id=user))
    clock.advance(TALKS_KEPT)
    assert stands(database, clock, talk_id)
    clock.advance(SECOND)
    assert stands(database, clock, talk_id) is stays


def test_one_that_was_touched_since_stays(database: Database, clock: MovableClock) -> None:
    talk_id = conversation(database, clock, None)
    conversation(database, clock, None)
    clock.advance(TALKS_KEPT)
    with database.transaction() as tx:
        mine = update(Conversation).where(Conversation.id == talk_id)
        tx.execute(mine.values(etat="finie", touchee_le=clock.now()))
    clock.advance(TALKS_KEPT)
    assert stands(database, clock, talk_id)
    clock.advance(SECOND)
    assert not stands(database, clock, talk_id)


def stands(database: Database, clock: MovableClock, talk_id: int) -> bool:
    """Once the clock let go what it may, person 7 alone being of the team."""
    with database.transaction() as tx:
        retention.talks(tx, clock.now(), team=select(literal(7)))
        return conversations.load(tx, talk_id) is not None


def test_the_purge_forgets_what_is_handled_and_never_what_waits(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        raw = [{"update_id": number, "message": {"text": "bonsoir"}} for number in (41, 42, 43)]
        done, poison, waiting = (one.id for one in inbox.store(tx, 1, raw, clock.now()))
        inbox.claim_done(tx, done)
        inbox.quarantine(tx, poison)
    clock.advance(timedelta(hours=47))
    assert kept(database, clock) == {done: False, poison: True, waiting: True}
    clock.advance(timedelta(hours=2))
    assert kept(database, clock) == {poison: True, waiting: True}
    clock.advance(timedelta(hours=24))
    assert kept(database, clock) == {poison: False, waiting: True}


def kept(database: Database, clock: MovableClock) -> dict[int, bool]:
    """After a purge: the rows, and whether each still says what was written."""
    with database.transaction() as tx:
        retention.updates(tx, clock.now())
        rows = tx.execute(select(Inbox.id, Inbox.contenu))
        return {row.id: "bonsoir" in row.contenu for row in rows}
