"""Step 0004, forward and back, on a base that holds messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from storage.machine.db import Database
from storage.machine.migrate import config, downgrade, upgrade
from tests.storage.migrations.test_photo_de_tout_objet import ROWS
from tests.storage.reflected import schema

# What the step before knew, in its own words.
ALERTE = (
    "INSERT INTO alerte (id, signalement_id, service, canal, adresse, etape, creee_le)"
    " VALUES ({id}, {id}, 'sv-eclairage', 'telegram', '-1001', 'envoi', '2026-11-17 16:40:00')"
)
MESSAGE = (
    "INSERT INTO outbox (cle, lane, canal, adresse, contenu, sujet, etat, essais, pas_avant,"
    " creee_le) VALUES (:cle, 1, 'telegram', '7', :contenu, '', 'sent', 1, '2026-11-17 16:40:00',"
    " '2026-11-17 16:40:00')"
)
DIGEST = (
    "INSERT INTO digest (id, dispositif_id, comite, lundi, fige_le, instantane)"
    " VALUES (1, 1, 'ouest', '2026-11-09', '2026-11-16 07:00:00', '{}')"
)
MESSAGES = {
    "alerte:7:envoi": '{"text": "V-0007", "photo": "a.jpg"}',
    "alerte:8:envoi": '{"text": "V-0008", "photo": null}',
    "alerte:7:etat:2": '{"text": "V-0007", "photo": "b.jpg"}',
    "refus:12:2026-11-17:40": "{}",
    "invitation:tg:1:2": "{}",
    "tg:1:2:1": "{}",
}


@pytest.fixture
def before(empty_database: Database, tmp_path: Path) -> Database:
    """A base at step 0003: an alert left with a photo, another without."""
    (tmp_path / "var").mkdir()
    with empty_database.engine.begin() as connection:
        command.upgrade(config(connection), "0003")
        for row in ROWS:
            if "INTO photo" not in row:
                connection.execute(text(row))
        for id in (7, 8, 9):
            connection.execute(text(ALERTE.format(id=id)))
        connection.execute(text(DIGEST))
        for key, content in MESSAGES.items():
            connection.execute(text(MESSAGE), {"cle": key, "contenu": content})
    return empty_database


def told(database: Database, asked: str) -> list[tuple[object, ...]]:
    with database.transaction() as tx:
        return [tuple(row) for row in tx.execute(text(asked))]


def test_a_card_says_itself_which_photo_it_left_with(before: Database) -> None:
    upgrade(before)
    found = told(before, "SELECT id, photo FROM alerte ORDER BY id")
    assert found == [(7, "a.jpg"), (8, None), (9, None)]


def test_what_had_a_short_life_says_itself_when_it_ends(before: Database) -> None:
    upgrade(before)
    hours = "SELECT cle, oublier_le FROM outbox WHERE oublier_le IS NOT NULL ORDER BY cle"
    found = {str(key): str(moment)[:16] for key, moment in told(before, hours)}
    assert found == {
        "invitation:tg:1:2": "2026-11-20 16:40",
        "refus:12:2026-11-17:40": "2026-11-19 16:40",
    }


def test_what_was_frozen_was_mailed(before: Database) -> None:
    upgrade(before)
    assert told(before, "SELECT tache, periode FROM passage") == [
        ("point hebdo", "1:ouest:2026-11-09")
    ]


def test_back_again_nothing_is_changed(before: Database) -> None:
    had, was = told(before, "SELECT id, cle, contenu FROM outbox ORDER BY id"), schema(before)
    upgrade(before)
    downgrade(before, "0003")
    assert told(before, "SELECT id, cle, contenu FROM outbox ORDER BY id") == had
    assert schema(before) == was
