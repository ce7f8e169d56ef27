"""Where stories are played: those of the round on both engines, all the others on SQLite.

By hand, every story on both: « MOTEURS=tous .venv/bin/python -m pytest -q tests/stories ».
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.app
import bot.warmup
from bot.delivery import sender
from tests.databases import KINDS, Postgres
from tests.stories.stage import Home, furnished

PHOTO_SECONDS = 0.05
EVERYWHERE = os.environ.get("MOTEURS") == "tous"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "home" in metafunc.fixturenames:
        both = EVERYWHERE or metafunc.definition.get_closest_marker("both_engines")
        metafunc.parametrize("home", KINDS if both else KINDS[:1], indirect=True)


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A story waits for each message to be written down as sent: it need not wait for company.

    Nor need it wait a second for each picture. Statements are shared by all tests: nothing need
    be rehearsed, `test_warmup` apart.
    """
    monkeypatch.setattr(sender, "SETTLE_SECONDS", sender.GAP_SECONDS)
    monkeypatch.setattr(bot.app, "PHOTO_SECONDS", PHOTO_SECONDS)
    monkeypatch.setattr(bot.warmup, "REST_SECONDS", 3600.0)


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A home with every table and no row, on the engine asked for."""
    if request.param == "sqlite":
        yield furnished(tmp_path)
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.made(server.migrated) as name:
        yield Home(tmp_path, server.url(name))
