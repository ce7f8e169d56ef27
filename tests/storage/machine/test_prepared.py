"""Prepared statements: the same rows, types and errors as SQLAlchemy's own, on both engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.clock import PARIS, MovableClock
from storage.machine.db import Database
from storage.machine.prepared import Prepared, as_read
from storage.models import Conversation, TacheFaite

EVENING = datetime(2026, 11, 17, 17, 4, tzinfo=PARIS)
TABLE: Any = Conversation.__table__
COLUMNS = tuple(name for name in TABLE.c.keys() if name != "id")  # noqa: SIM118 - columns
ADD = Prepared(insert(TABLE).returning(TABLE.c.id), int, COLUMNS)
READ = Prepared(
    select(TABLE.c.answers, TABLE.c.editing, TABLE.c.ouverte_le, TABLE.c.screen_message_id)
    .where(TABLE.c.etat == bindparam("b_etat"))
    .order_by(TABLE.c.id)
    .limit(bindparam("b_limit")),
    lambda *values: values,
)
ROW: dict[str, Any] = {
    "chat_id": 7,
    "user_id": 7,
    "flow": "essai",
    "version": 1,
    "etat": "ouverte",
    "answers": {"é": [1, None]},
    "position": "où",
    "rev": 1,
    "editing": True,
    "invalid": 0,
    "screen_message_id": None,
    "programme": None,
    "ouverte_le": EVENING,
    "touchee_le": EVENING,
}


def test_what_is_written_is_read_back_with_its_types(database: Database) -> None:
    with database.transaction() as tx:
        (number,) = ADD.all(tx, ROW)
        ADD.all(tx, {**ROW, "answers": {}, "editing": False, "screen_message_id": 12})
        (row,) = READ.all(tx, {"b_etat": "ouverte", "b_limit": 1})
        assert row == ({"é": [1, None]}, True, EVENING, None)
        assert READ.first(tx, {"b_etat": "finie", "b_limit": 1}) is None
    with database.transaction() as tx:
        known = tx.get_one(Conversation, number)
        assert (known.answers, known.editing, known.ouverte_le) == row[:3]


def test_a_change_says_how_many_rows_it_wrote(database: Database) -> None:
    close = Prepared(update(TABLE).where(TABLE.c.flow == bindparam("b_flow")), int, ("etat",))
    with database.transaction() as tx:
        ADD.each(tx, [ROW, ROW])
        assert close.change(tx, {"b_flow": "essai", "etat": "finie"}) == 2
        assert close.change(tx, {"b_flow": "autre", "etat": "finie"}) == 0


def test_what_the_engine_refuses_raises_as_sqlalchemy_would(database: Database) -> None:
    twice = Prepared(insert(TacheFaite), int, ("tache", "periode", "le"))
    row = {"tache": "essai", "periode": "1", "le": EVENING}
    with pytest.raises(IntegrityError), database.transaction() as tx:
        twice.each(tx, [row, row])
    with database.transaction() as tx:
        assert tx.query(TacheFaite).count() == 0


def test_who_listens_to_the_engine_hears_it(database: Database) -> None:
    heard: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    with database.transaction() as tx:
        READ.all(tx, {"b_etat": "ouverte", "b_limit": 1})
    assert [sql for sql in heard if sql.startswith("SELECT conversation.answers")]


def test_a_statement_whose_words_depend_on_its_values_is_refused(database: Database) -> None:
    several = Prepared(
        select(TABLE.c.id).where(TABLE.c.id.in_(bindparam("b", expanding=True))), int
    )
    with database.transaction() as tx, pytest.raises(TypeError):
        several.all(tx, {"b": [1, 2]})


def test_a_row_made_of_what_was_read_is_one_of_the_transaction_s_own(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        tx.add(TacheFaite(tache="essai", periode="1", le=clock.now()))
    with database.transaction() as tx:
        row = as_read(tx, TacheFaite(id=1, tache="essai", periode="1", le=clock.now()))
        row.periode = "2"
        again = as_read(tx, TacheFaite(id=1, tache="essai", periode="1", le=clock.now()))
        assert again is row
    with database.transaction() as tx:
        assert tx.get_one(TacheFaite, 1).periode == "2"
