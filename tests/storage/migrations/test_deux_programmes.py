"""An account of two programmes: the step lets it be, and going back keeps the first one."""

from __future__ import annotations

from sqlalchemy import text

from storage.machine import migrate
from storage.machine.db import Database

ROW = (
    "INSERT INTO personne (id, dispositif_id, role, prenom, telegram_id, charte_le) "
    "VALUES (:id, :d, 'mediateur', 'Prénom', 501, '2026-11-17 16:00:00')"
)


def test_both_rows_hold_and_going_back_keeps_the_first(empty_database: Database) -> None:
    migrate.upgrade(empty_database)
    with empty_database.transaction() as tx:
        for number in (1, 2):
            dispositif = (
                "INSERT INTO dispositif (id, slug, nom, empreinte, charge_le) "
                "VALUES (:id, :slug, 'Nom', '', '2026-11-17 16:00:00')"
            )
            tx.execute(text(dispositif), {"id": number, "slug": f"d{number}"})
            tx.execute(text(ROW), {"id": number, "d": number})
    migrate.downgrade(empty_database, "0014")
    with empty_database.transaction() as tx:
        living = tx.execute(text("SELECT id FROM personne WHERE revoquee_le IS NULL")).scalars()
        assert list(living) == [1]
    migrate.upgrade(empty_database)
    with empty_database.transaction() as tx:
        assert tx.execute(text("SELECT count(*) FROM personne")).scalar() == 2
