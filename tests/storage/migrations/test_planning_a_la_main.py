"""The step of the planning by hand: what had been added so is known, forward and back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import text

import storage.migrations.versions as steps
from storage.machine.db import Database
from storage.machine.migrate import config, downgrade, upgrade

STEP = next(Path(steps.__path__[0]).glob("*_planning_a_la_main.py")).name
BEFORE = f"{int(STEP[:4]) - 1:04d}"
ROWS = (
    "INSERT INTO dispositif (id, slug, nom, empreinte, charge_le)"
    " VALUES (1, 'amiens', 'Amiens', '', '2026-11-17 16:00:00')",
    "INSERT INTO territoire (id, dispositif_id, slug, label, actif)"
    " VALUES (1, 1, 'nord', 'Nord', true)",
    "INSERT INTO quartier (id, dispositif_id, territoire_id, slug, label, actif)"
    " VALUES (1, 1, 1, 'etouvie', 'Étouvie', true)",
    "INSERT INTO site (id, dispositif_id, quartier_id, slug, label, type_lieu, latitude,"
    " longitude, actif) VALUES (1, 1, 1, 'site-a', 'Site A', 'tl-rue', 49.9, 2.3, true)",
    "INSERT INTO binome (id, dispositif_id, slug, label, actif)"
    " VALUES (1, 1, 'binome-1', 'Binôme 1', true)",
    *(
        "INSERT INTO creneau_prevu (id, dispositif_id, binome_id, site_id, jour, de, a, annule,"
        f" source) VALUES ({rank}, 1, 1, 1, '2026-11-17', '17:00', '21:00', false, '{source}')"
        for rank, source in enumerate(("tg:1:5:fichier:0", "tg:1:5:ajout:0", "tg:1:9:copie:3"), 1)
    ),
)


def test_a_slot_added_by_hand_before_is_kept_as_such(
    empty_database: Database, tmp_path: Path
) -> None:
    (tmp_path / "var").mkdir()
    with empty_database.engine.begin() as connection:
        command.upgrade(config(connection), BEFORE)
        for row in ROWS:
            connection.execute(text(row))
    upgrade(empty_database)
    read = text("SELECT id, origine, hors_decision FROM creneau_prevu ORDER BY id")
    with empty_database.engine.begin() as connection:
        found = [
            (row.id, row.origine, bool(row.hors_decision)) for row in connection.execute(read)
        ]
    assert found == [(1, None, False), (2, "ajout", True), (3, None, False)]
    downgrade(empty_database, BEFORE)
    with empty_database.engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM creneau_prevu")).scalar() == 3
