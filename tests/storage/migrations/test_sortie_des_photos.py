"""The step that says of each photo whether it may leave, on a base with a letter that waits."""

from __future__ import annotations

import json
from pathlib import Path

from alembic import command
from sqlalchemy import text

import storage.migrations.versions as steps
from storage.machine.db import Database
from storage.machine.migrate import config, downgrade, upgrade

STEP = next(Path(steps.__path__[0]).glob("*_sortie_des_photos.py")).name
BEFORE = f"{int(STEP[:4]) - 1:04d}"
STOOD = "https://lien.invalid/page"
PHOTO = (
    "INSERT INTO photo (id, objet, objet_id, file_id, nom, etat, essais, recue_le)"
    " VALUES (1, 'signalement', 1, 'f', 'a.jpg', 'gardee', 1, '2026-11-17 16:40:00')"
)
LETTER = text(
    "INSERT INTO outbox (cle, lane, canal, adresse, contenu, sujet, etat, essais, pas_avant,"
    " creee_le) VALUES (:cle, 0, 'email', 'a@example.org', :contenu, 'alerte:1', :etat, 0,"
    " '2026-11-17 16:40:00', '2026-11-17 16:40:00')"
)


def test_what_waits_keeps_its_link_and_older_photos_may_leave(
    empty_database: Database, tmp_path: Path
) -> None:
    (tmp_path / "var").mkdir()
    with empty_database.engine.begin() as connection:
        command.upgrade(config(connection), BEFORE)
        connection.execute(text(PHOTO))
        for etat, said in (("todo", STOOD), ("sent", STOOD), ("retry", "rien")):
            connection.execute(
                LETTER, {"cle": etat, "etat": etat, "contenu": json.dumps({"text": said})}
            )
    upgrade(empty_database)
    with empty_database.engine.begin() as connection:
        assert connection.execute(text("SELECT sortie, zones FROM photo")).one() == (None, None)
        rows = connection.execute(text("SELECT etat, contenu FROM outbox")).all()
        read = {etat: json.loads(kept) if isinstance(kept, str) else kept for etat, kept in rows}
    assert read == {
        "todo": {"text": STOOD, "lien": STOOD},
        "sent": {"text": STOOD},
        "retry": {"text": "rien"},
    }
    downgrade(empty_database, BEFORE)
    with empty_database.engine.begin() as connection:
        assert connection.execute(text("SELECT nom FROM photo")).scalar() == "a.jpg"
