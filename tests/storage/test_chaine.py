"""The audit is a chain: whatever is changed, slipped in, taken out or cut off is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot.clock import MovableClock
from storage import chaine
from storage.machine.db import Database, Tx
from storage.models import Audit
from storage.models.conservation import Ancre, Sceau
from storage.work import Work
from tests.storage.cast import programme_of

KEYS = ("k" * 32,)


def line(clock: MovableClock, number: int) -> Audit:
    return Audit(le=clock.now(), acte="relire", objet="charte", detail=f"ligne {number}")


def filled(database: Database, clock: MovableClock, lines: int = 5) -> None:
    """Lines a day apart, sealed, with an anchor over them."""
    for number in range(lines):
        with database.transaction() as tx:
            tx.add(line(clock, number))
        clock.advance(timedelta(days=1))
    with database.transaction() as tx:
        chaine.seal(Work(tx, programme_of(tx, clock.now()), clock.now()))
        chaine.anchor(tx, clock.now(), KEYS)


def faults(database: Database, keys: tuple[str, ...] = KEYS) -> str:
    with database.transaction() as tx:
        return " ; ".join(chaine.verify(tx, keys).fautes)


def forged(tx: Tx) -> None:
    """One byte of one line."""
    tx.execute(update(Audit).where(Audit.detail == "ligne 2").values(detail="ligne 3"))


def erased(tx: Tx) -> None:
    tx.execute(delete(Audit).where(Audit.detail == "ligne 2"))


def cut_off(tx: Tx) -> None:
    """The last line with its seal: only the anchor remembers it."""
    last = tx.scalars(select(func.max(Sceau.id))).one()
    tx.execute(delete(Sceau).where(Sceau.id == last))
    tx.execute(delete(Audit).where(Audit.detail == "ligne 4"))


def sealed_again(tx: Tx) -> None:
    """By somebody who knows how, but has no key."""
    last = tx.scalars(select(Ancre).order_by(Ancre.id.desc())).first()
    assert last is not None
    tx.execute(update(Ancre).values(signature="0" * 64))


FAULTS: dict[Callable[[Tx], None], str] = {
    forged: "la ligne n° 3 ou son sceau a été changé",
    erased: "la ligne n° 3 a disparu",
    cut_off: "il a été coupé ou refait",
    sealed_again: "n'est pas signée de nos clés",
}


@pytest.mark.parametrize("deed", FAULTS)
def test_what_is_done_to_the_audit_is_seen(
    sqlite_database: Database, clock: MovableClock, deed: Callable[[Tx], None]
) -> None:
    filled(sqlite_database, clock)
    assert faults(sqlite_database) == ""
    with sqlite_database.transaction() as tx:
        deed(tx)
    assert FAULTS[deed] in faults(sqlite_database)


@pytest.mark.parametrize("number", [None, -5])
def test_a_line_slipped_in_under_an_old_date_is_seen_though_the_bot_sealed_it(
    sqlite_database: Database, clock: MovableClock, number: int | None
) -> None:
    """Whoever writes in the base has but to wait for the next round: its day gives it away."""
    filled(sqlite_database, clock)
    old = {"le": clock.now() - timedelta(days=4), "acte": "lire", "objet": "x", "detail": ""}
    with sqlite_database.transaction() as tx:
        tx.execute(insert(Audit).values(**old, **({"id": number} if number else {})))
    with sqlite_database.transaction() as tx:
        chaine.seal(Work(tx, programme_of(tx, clock.now()), clock.now()))
    assert f"la ligne n° {number or 6} est datée d'avant ce qui la précède" in faults(
        sqlite_database
    )


def test_old_lines_leave_and_the_chain_still_holds(
    database: Database, clock: MovableClock
) -> None:
    filled(database, clock)
    with database.transaction() as tx:
        assert chaine.cut(tx, clock.now() - timedelta(days=2), clock.now(), KEYS) == 3
    filled(database, clock, lines=2)
    assert faults(database) == ""
    assert faults(database, ("another key " * 4,)) != ""
    with database.transaction() as tx:
        assert tx.scalars(select(func.count()).select_from(Audit)).one() == 4
        tx.execute(insert(Audit).values(id=1, le=clock.now(), acte="a", objet="b", detail=""))
    with database.transaction() as tx:
        assert chaine.verify(tx, ()).sans_cle
