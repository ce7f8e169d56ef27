"""The pages over real HTTP, on the cast of an evening."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.signing import Signer
from bot.web.host import WebHost
from bot.web.routes import make_web
from storage.machine.db import Database
from tests.bot.casework.terrain import Terrain, open_terrain
from tests.bot.web.visitor import PAGES, Visitor


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    return open_terrain(sqlite_database)


@pytest.fixture
async def visitor(terrain: Terrain, tmp_path: Path) -> AsyncIterator[Visitor]:
    signer = Signer(["une-cle-de-trente-deux-caracteres-ou-plus"], terrain.clock)
    seen: dict[str, object] = {"ok": True, "database": "ok"}
    woken: list[bool] = []

    async def probe() -> dict[str, object]:
        return seen

    terrain.database.on_posted = lambda _posted: woken.append(True)
    host = WebHost(
        database=terrain.database,
        programmes={terrain.programme.id: terrain.programme},
        clock=terrain.clock,
        signer=signer,
        photos_dir=tmp_path / "photos",
        probe=probe,
        scraped=probe,
    )
    async with TestClient(TestServer(make_web(host, PAGES))) as client:
        yield Visitor(client, terrain, signer, host.photos_dir, seen, woken)
