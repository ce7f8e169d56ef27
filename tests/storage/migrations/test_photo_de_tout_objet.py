"""Step 0003, forward and back, on a base that holds photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Row, text

from storage.machine.db import Database
from storage.machine.migrate import config, downgrade, upgrade
from tests.storage.reflected import Fact, schema

# What the step before knew, in its own words: the models have moved on since.
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
    "INSERT INTO personne (id, dispositif_id, binome_id, role, prenom, telegram_id, charte_le)"
    " VALUES (1, 1, 1, 'mediateur', '', 501, '2026-11-17 16:00:00')",
    *(
        "INSERT INTO signalement (id, dispositif_id, site_id, binome_id, auteur_id, numero,"
        " categorie, urgence, danger, service, lieu, statut, emis_le, echeance, source)"
        f" VALUES ({signalement}, 1, 1, 1, 1, {signalement}, 'vt-eclairage-public', 'u2', false,"
        f" 'sv-eclairage', '', 'emis', '2026-11-17 16:40:00', '2026-11-20 16:40:00',"
        f" 'essai:{signalement}')"
        for signalement in (7, 8, 9)
    ),
    *(
        "INSERT INTO photo (signalement_id, file_id, nom, etat, essais, recue_le)"
        f" VALUES ({signalement}, '{file_id}', {nom}, '{etat}', {essais}, '2026-11-17 16:41:00')"
        for signalement, file_id, nom, etat, essais in (
            (7, "a", "'a.jpg'", "gardee", 1),
            (9, "b", "NULL", "a_telecharger", 0),
            (7, "c", "'c.jpg'", "a_telecharger", 2),
            (9, "d", "'d.jpg'", "refusee", 5),
        )
    ),
)
KEPT = "id, file_id, nom, etat, essais, recue_le"
OF_ANOTHER_ROW = (
    "INSERT INTO photo (objet, objet_id, file_id, etat, essais, recue_le)"
    " VALUES (:objet, :objet_id, 'e', 'a_telecharger', 0, '2026-11-17 16:42:00')"
)


@pytest.fixture
def before(empty_database: Database, tmp_path: Path) -> Database:
    """A base at step 0002, where two signalements of three have photos in every state."""
    (tmp_path / "var").mkdir()
    with empty_database.engine.begin() as connection:
        command.upgrade(config(connection), "0002")
        for row in ROWS:
            connection.execute(text(row))
    return empty_database


def photos(database: Database, shows: str) -> list[Row[Any]]:
    """What each photo shows, then all the rest of it."""
    with database.transaction() as tx:
        return list(tx.execute(text(f"SELECT {shows}, {KEPT} FROM photo ORDER BY id")))


def made_of(database: Database) -> set[Fact]:
    return {fact for fact in schema(database) if fact.table == "photo"}


def test_photos_of_signalements_say_that_they_are(before: Database) -> None:
    had = photos(before, "'signalement', signalement_id")
    upgrade(before)
    assert photos(before, "objet, objet_id") == had
    assert [tuple(row)[1] for row in had] == [7, 9, 7, 9]


def test_back_again_nothing_is_changed_and_there_again_neither(before: Database) -> None:
    had, was = photos(before, "signalement_id"), made_of(before)
    upgrade(before)
    then, now = photos(before, "objet, objet_id"), made_of(before)
    downgrade(before, "0002")
    assert (photos(before, "signalement_id"), made_of(before)) == (had, was)
    upgrade(before)
    assert (photos(before, "objet, objet_id"), made_of(before)) == (then, now)


def test_a_photo_kept_since_is_numbered_after_those_of_before(before: Database) -> None:
    last = photos(before, "signalement_id")[-1].id
    upgrade(before)
    with before.transaction() as tx:
        tx.execute(text(OF_ANOTHER_ROW), {"objet": "observation", "objet_id": 7})
    assert photos(before, "objet, objet_id")[-1].id == last + 1


def test_what_the_step_before_has_no_room_for_is_left_behind(before: Database) -> None:
    had = photos(before, "signalement_id")
    upgrade(before)
    with before.transaction() as tx:
        for objet, objet_id in (("observation", 7), ("signalement", 404)):
            tx.execute(text(OF_ANOTHER_ROW), {"objet": objet, "objet_id": objet_id})
    downgrade(before, "0002")
    assert photos(before, "signalement_id") == had
