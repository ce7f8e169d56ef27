"""What somebody took back is said nowhere any more, not even in what left."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.clock import MovableClock
from storage.entretien import words_taken_back
from storage.machine import outbox, retention
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.machine.retention import READ_AT_ONCE
from storage.models import Effacement, Outbox
from tests.clockwork import ring
from tests.storage.cast import programme_of
from tests.storage.machine.queue import claim, say, sent, telegram


def words(database: Database) -> dict[str, str]:
    with database.transaction() as tx:
        rows = tx.scalars(select(Outbox))
        return {row.cle: row.contenu.get("text", "") for row in rows}


def take_back(database: Database, clock: MovableClock, word: str) -> None:
    with database.transaction() as tx:
        outbox.blank_naming(tx, word)
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    ring(database, programme, clock.now(), words_taken_back)


def test_what_names_somebody_s_word_is_blank(database: Database, clock: MovableClock) -> None:
    said = {"text": "Gardez le mot : R-0001 · ÉRABLE"}
    other = {"text": "R-0002 · ÉRABLE_BIS, R-0011 · ÉRABLE"}
    alert = telegram("c", "9", content=said, lane=Lane.ALERTE)
    say(database, clock, telegram("a", content=said), telegram("b", "8", content=other), alert)
    sent(database, clock, *claim(database, clock))
    take_back(database, clock, "R-0001 · ÉRABLE")
    assert words(database) == {"a": "", "b": other["text"], "c": said["text"]}
    with database.transaction() as tx:
        assert list(tx.scalars(select(Effacement))) == [], "the word itself is nowhere any more"


def test_a_month_of_messages_is_read_a_few_at_a_time(
    database: Database, clock: MovableClock
) -> None:
    said = {"text": "R-0001 · ÉRABLE"}
    last = str(READ_AT_ONCE)
    every = (telegram(f"tg:{rank}", str(rank), content=said) for rank in range(READ_AT_ONCE + 1))
    say(database, clock, *every)
    with database.transaction() as tx:
        tx.execute(update(Outbox).values(etat="sent"))
        outbox.blank_naming(tx, "R-0001 · ÉRABLE")
    with database.transaction() as tx:
        retention.blank(tx, clock.now())
    assert [key for key, text in words(database).items() if text] == [f"tg:{last}"]
    take_back(database, clock, "another")
    assert not any(words(database).values())
