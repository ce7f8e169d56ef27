"""What somebody took back is said nowhere any more, not even in what left."""

from __future__ import annotations

from sqlalchemy import select

from bot.clock import MovableClock
from storage.machine import outbox
from storage.machine.db import Database
from storage.models import Outbox
from tests.storage.machine.queue import claim, say, sent, telegram


def test_what_names_somebody_s_word_is_blank_at_once(
    database: Database, clock: MovableClock
) -> None:
    said = {"text": "Gardez le mot : R-0001 · ÉRABLE"}
    other = {"text": "R-0002 · ÉRABLE_BIS, R-0011 · ÉRABLE"}
    say(database, clock, telegram("a", content=said), telegram("b", "8", content=other))
    sent(database, clock, *claim(database, clock))
    with database.transaction() as tx:
        outbox.blank_naming(tx, "R-0001 · ÉRABLE")
    with database.transaction() as tx:
        rows = tx.scalars(select(Outbox))
        words = {row.cle: row.contenu.get("text", "") for row in rows}
    assert words == {"a": "", "b": other["text"]}
