"""What left is forgotten: after thirty days, or as soon as somebody takes back their agreement."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.app import forget_words
from bot.clock import MovableClock
from storage.machine import outbox
from storage.machine.db import Database
from storage.machine.outbox import WORDS_KEPT, Lane
from storage.models import Outbox
from storage.work import Work
from tests.storage.cast import programme_of
from tests.storage.machine.queue import claim, say, sent, telegram


def words(database: Database) -> dict[str, str]:
    """What each row still says, by its key."""
    with database.transaction() as tx:
        return {row.cle: row.contenu.get("text", "") for row in tx.scalars(select(Outbox))}


def forgets(database: Database, clock: MovableClock) -> None:
    with database.transaction() as tx:
        forget_words(Work(tx, programme_of(tx, clock.now()), clock.now()))


def test_words_are_kept_thirty_days_and_no_more_those_of_alerts_apart(
    database: Database, clock: MovableClock
) -> None:
    say(database, clock, telegram("a"), telegram("b", "8", lane=Lane.ALERTE), telegram("c", "9"))
    rows = claim(database, clock)
    sent(database, clock, *(row for row in rows if row.key != "c"))
    clock.advance(WORDS_KEPT)
    forgets(database, clock)
    assert words(database) == {"a": "a", "b": "b", "c": "c"}
    clock.advance(timedelta(seconds=1))
    for _ in range(2):
        forgets(database, clock)
    assert words(database) == {"a": "", "b": "b", "c": "c"}, "c may still leave again"
    say(database, clock, telegram("a"))
    assert words(database)["a"] == "", "its key is still taken"


def test_what_names_somebody_s_word_is_blank_at_once(
    database: Database, clock: MovableClock
) -> None:
    said = {"text": "Gardez le mot : R-0001 · ÉRABLE"}
    other = {"text": "R-0002 · ÉRABLE_BIS, R-0011 · ÉRABLE"}
    say(database, clock, telegram("a", content=said), telegram("b", "8", content=other))
    sent(database, clock, *claim(database, clock))
    with database.transaction() as tx:
        outbox.blank_naming(tx, "R-0001 · ÉRABLE")
    assert words(database) == {"a": "", "b": other["text"]}
