"""Photos in their folder and in their table."""

from __future__ import annotations

import stat
from pathlib import Path

from storage import photos
from storage.machine.db import Database
from storage.models import Observation, Signalement
from storage.photos import A_TELECHARGER, write
from tests.conftest import EVENING


def test_a_file_that_a_cut_attempt_left_is_written_over(tmp_path: Path) -> None:
    write(tmp_path, "nom.jpg", b"the first half of a picture")
    write(tmp_path, "nom.jpg", b"jpeg")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"jpeg"]


def test_a_kept_file_is_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    write(folder, "nom.jpg", b"jpeg")
    assert (folder / "nom.jpg").read_bytes() == b"jpeg"
    assert stat.S_IMODE((folder / "nom.jpg").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_photos_are_those_of_one_row_of_one_table(database: Database) -> None:
    with database.transaction() as tx:
        photos.keep(tx, Signalement(id=12), ["a", "b"], EVENING, photos.LIBRE)
        photos.keep(tx, Signalement(id=13), ["c"], EVENING, photos.LIBRE)
        photos.keep(tx, Observation(id=12), (name for name in "de"), EVENING, photos.LIBRE)
    with database.transaction() as tx:
        assert [row.file_id for row in photos.of(tx, "signalement", 12)] == ["a", "b"]
        assert [row.file_id for row in photos.of(tx, "observation", 12)] == ["d", "e"]
        assert photos.of(tx, "observation", 13) == []
        assert {(row.etat, row.essais, row.recue_le) for row in photos.waiting(tx)} == {
            (A_TELECHARGER, 0, EVENING)
        }
