"""The audit: who did what to which row, and how it was before."""

from __future__ import annotations

from sqlalchemy import select

from storage import audit
from storage.machine.db import Database
from storage.models import Audit, Rencontre
from tests.storage.team import at
from tests.storage.test_journal import evening


def test_a_correction_is_kept_with_the_value_before(database: Database) -> None:
    with database.transaction() as tx:
        team = evening(tx)
        row = tx.scalars(select(Rencontre)).all()[0]
        audit.note(tx, at(2), team.first.id, "corriger_heure", row, "17 h 30 · 8")
        trace = tx.scalars(select(Audit)).one()
        assert (trace.acte, trace.objet, trace.objet_id) == ("corriger_heure", "rencontre", row.id)
        assert (trace.le, trace.personne_id, trace.detail) == (at(2), team.first.id, "17 h 30 · 8")
