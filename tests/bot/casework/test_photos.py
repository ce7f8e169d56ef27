"""A photo is fetched and kept whatever row it shows; nothing but an alert waits for it."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.casework.photos import ATTEMPTS, PhotoFetcher
from storage import photos
from storage.models import Observation
from storage.photos import EFFACEE, GARDEE, REFUSEE
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


async def test_a_full_disk_loses_no_photo(
    terrain: Terrain, fetcher: PhotoFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with terrain.tx() as tx:
        photos.keep(tx, Observation(id=1), ["bonne"], terrain.clock.now())
    with monkeypatch.context() as patch:
        patch.setattr(photos, "write", full)
        for _ in range(2 * ATTEMPTS):
            assert await fetcher.run() == 0
            terrain.clock.advance(timedelta(minutes=1))
    assert await fetcher.run() == 1
    with terrain.tx() as tx:
        assert [one.etat for one in photos.of(tx, "observation", 1)] == [GARDEE]


async def test_a_photo_let_go_while_it_is_fetched_leaves_no_file(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    async def download(_file_id: str) -> bytes:
        with terrain.tx() as tx:
            photos.let_go_of(tx, "observation", [1])
        return jpeg()

    with terrain.tx() as tx:
        photos.keep(tx, Observation(id=1), ["bonne"], terrain.clock.now())
    assert await replace(fetcher, download=download).run() == 0
    assert list(fetcher.folder.iterdir()) == []
    with terrain.tx() as tx:
        photos.erase(tx, fetcher.folder)
    with terrain.tx() as tx:
        (gone,) = photos.of(tx, "observation", 1)
    assert (gone.etat, gone.nom, gone.file_id) == (EFFACEE, None, "")


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
