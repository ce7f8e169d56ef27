"""What one more person met asks of the database: the whole evening is made of that."""

from __future__ import annotations

import sqlite3

from tests.handlers.people import MEDIATRICE, Team
from tests.statements import statements

OF_A_TURN = 8
"""Who speaks, in which conversation and where; counted; the counts; the conversation goes on; its
card; the tallies are behind. Beside, the update is stored and marked as handled."""


def counting(team: Team) -> None:
    """The binôme is on site, its pinned tally shown, and counts."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, *["12-17 ans"] * 2)


def test_a_tap_asks_few_statements(team: Team) -> None:
    counting(team)
    deliver, team.deliver = team.deliver, lambda: None  # type: ignore[method-assign]
    with statements(team.database.engine) as said:
        team.taps(MEDIATRICE, "12-17 ans")
    assert len(said) <= OF_A_TURN, [one.sql for one in said]
    deliver()
    assert "Total : <b>3</b>" in team.reads(MEDIATRICE)


def test_sqlite_plans_nothing_anew_for_a_tap(team: Team) -> None:
    """It does when a value may decide whether a partial index serves: a statement costs ten."""
    counting(team)
    planned: list[str | None] = []

    def hear(action: int, what: str | None, *_rest: str | None) -> int:
        if action != sqlite3.SQLITE_TRANSACTION:
            planned.append(what)
        return sqlite3.SQLITE_OK

    with team.database.transaction() as tx:
        tx.driver.set_authorizer(hear)
    team.taps(MEDIATRICE, "12-17 ans")
    assert planned
    planned.clear()
    team.taps(MEDIATRICE, *["12-17 ans"] * 2)
    assert planned == []
