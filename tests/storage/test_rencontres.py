"""Counts: grown tap by tap, taken back one by one, never doubled by a replay."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage import rencontres
from storage.machine.db import Database, Tx
from storage.models import Rencontre
from storage.rencontres import Met
from tests.storage.team import FIVE, Team, at, gathered


def met(team: Team, source: str, **changes: Any) -> Met:
    """Conversation 7, without a presence, at 17:00."""
    usual: dict[str, Any] = {
        "dispositif_id": team.programme.id,
        "site_id": team.programme.sites["site-a"],
        "presence_id": None,
        "binome_id": team.binome,
        "auteur_id": team.first.id,
        "conversation_id": 7,
        "le": FIVE,
        "tranche": "journee",
        "source": source,
    }
    return Met(**(usual | changes))


def counted(tx: Tx) -> list[tuple[str, str, int]]:
    tx.flush()
    tx.expire_all()
    rows = tx.scalars(select(Rencontre).order_by(Rencontre.id))
    return [(row.public, row.tranche, row.nombre) for row in rows]


def test_taps_grow_one_row_for_each_public_and_period(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx).id
        for rank, (public, tranche) in enumerate(
            [("ados", "journee"), ("ados", "journee"), ("seniors", "journee"), ("ados", "soiree")]
        ):
            here = met(team, str(rank), presence_id=presence, tranche=tranche)
            rencontres.count(tx, here, public, 1)
        assert counted(tx) == [
            ("ados", "journee", 2),
            ("seniors", "journee", 1),
            ("ados", "soiree", 1),
        ]


def test_without_a_presence_taps_grow_one_row_too(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        for rank in range(3):
            rencontres.count(tx, met(team, str(rank)), "ados", 5)
        assert counted(tx) == [("ados", "journee", 15)]


def test_another_conversation_counts_apart(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        rencontres.count(tx, met(team, "a"), "ados", 1)
        rencontres.count(tx, met(team, "b", conversation_id=8), "ados", 1)
        assert rencontres.total(tx, conversation_id=7) == 1
        rencontres.note(tx, 8, Rencontre.premiere_fois, 50)
        tx.flush()
        tx.expire_all()
        shares = tx.scalars(select(Rencontre.premiere_fois).order_by(Rencontre.id)).all()
        assert shares == [None, 50]


def test_one_less_takes_from_the_newest_row_that_still_has_any(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        rencontres.count(tx, met(team, "a"), "ados", 2)
        rencontres.count(tx, met(team, "b", tranche="soiree"), "ados", 1)
        for _ in range(2):
            rencontres.uncount(tx, 7, "ados")
        assert counted(tx) == [("ados", "journee", 1), ("ados", "soiree", 0)]
        for _ in range(3):
            rencontres.uncount(tx, 7, "ados")
        assert [number for _, _, number in counted(tx)] == [0, 0], "never below nothing"


def test_a_typed_line_is_one_row_for_each_public(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx).id
        typed = met(team, "a", presence_id=presence, le=at(1), tranche="soiree")
        rencontres.add(tx, typed, {"ados": 8, "adultes": 3})
        assert sorted(counted(tx)) == [("ados", "soiree", 8), ("adultes", "soiree", 3)]
        assert rencontres.total(tx, presence_id=presence) == 11


def test_the_same_update_never_counts_twice(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        rencontres.add(tx, met(team, "a"), {"ados": 8})
    with pytest.raises(IntegrityError), database.transaction() as tx:
        rencontres.add(tx, met(team, "a"), {"ados": 8})


def test_deleted_counts_are_in_no_total(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        rencontres.add(tx, met(team, "a"), {"ados": 8})
        tx.flush()
        tx.scalars(select(Rencontre)).one().supprimee_le = FIVE
        assert rencontres.total(tx, conversation_id=7) == 0
        rencontres.count(tx, met(team, "b"), "ados", 1)
        assert rencontres.total(tx, conversation_id=7) == 1, "a deleted row does not grow"
