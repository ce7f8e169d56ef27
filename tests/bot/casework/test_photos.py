"""A photo is fetched and kept whatever row it shows; nothing but an alert waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.casework.photos import PhotoFetcher
from storage import photos
from storage.models import Observation
from storage.photos import GARDEE, REFUSEE
from tests.bot.casework.terrain import Terrain
from tests.pictures import jpeg


@pytest.fixture
def fetcher(terrain: Terrain, tmp_path: Path) -> PhotoFetcher:
    async def download(file_id: str) -> bytes:
        return jpeg() if file_id == "bonne" else b"pas une image"

    return PhotoFetcher(
        database=terrain.database,
        clock=terrain.clock,
        programmes={terrain.programme.id: terrain.programme},
        download=download,
        folder=tmp_path / "photos",
    )


async def test_a_photo_of_any_row_is_fetched_and_cleaned(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    with terrain.tx() as tx:
        photos.keep(tx, Observation(id=1), ["bonne", "mauvaise"], terrain.clock.now())
    assert await fetcher.run() == 2
    with terrain.tx() as tx:
        kept, refused = photos.of(tx, "observation", 1)
    assert (kept.etat, refused.etat) == (GARDEE, REFUSEE)
    (file,) = fetcher.folder.iterdir()
    assert (file.name, file.read_bytes() != jpeg()) == (kept.nom, True)


async def test_an_alert_does_not_take_the_photo_of_another_row_for_its_own(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    """Rows of two tables bear the same number: signalement 1, observation 1."""
    terrain.register_group()
    terrain.emit()
    before = [(row.contenu, row.pas_avant) for row in terrain.outbox()]
    with terrain.tx() as tx:
        photos.keep(tx, Observation(id=1), ["bonne", "mauvaise"], terrain.clock.now())
    assert await fetcher.run() == 2
    assert [(row.contenu, row.pas_avant) for row in terrain.outbox()] == before
