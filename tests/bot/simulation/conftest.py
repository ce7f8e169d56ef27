"""Two pasts, each lived once for all the tests: by the command, and without a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app
from bot.simulation.demonstration import demonstration
from bot.simulation.direct import Direct
from bot.simulation.histoire import Periode, simulate
from storage.dispositif import Dispositif, load, packaged
from storage.machine.db import Database
from tests.databases import migrated

SEED = 3
WEEKS = 2
LAST = {"amiens": date(2026, 11, 15), "mons": date(2017, 6, 18)}
"""A Sunday of each programme, when nobody is on leave."""


@dataclass(frozen=True)
class Past:
    """Weeks of one binôme, and what was said of them."""

    database: Database
    config: Dispositif
    folder: Path
    said: str = ""
    refused: Counter[str] | None = None


def commanded(folder: Path, slug: str) -> Past:
    """`carnet simuler`, as an operator types it."""
    url, file = f"sqlite:///{folder / 'carnet.db'}", folder / "simulation.yaml"
    asked = ("--semaines", str(WEEKS), "--graine", str(SEED), "--fin", LAST[slug].isoformat())
    environ = {"CARNET_DATABASE_URL": url, "CARNET_DISPOSITIF": slug}
    result = CliRunner().invoke(app, ("simuler", *asked, "--fichier", str(file)), env=environ)
    assert result.exit_code == 0, result.output
    return Past(Database(url), load(file), folder, result.stdout)


def hurried(folder: Path, slug: str, seed: int = SEED) -> Past:
    """The same without a screen."""
    (folder / "carnet.db").write_bytes(migrated())
    database = Database(f"sqlite:///{folder / 'carnet.db'}")
    periode = Periode.ending(LAST[slug], WEEKS)
    config = demonstration(load(packaged(slug)), 1, periode.premier, periode.dernier)
    refused = simulate(database, config, periode, seed, voix=Direct)
    return Past(database, config, folder, refused=refused)


@pytest.fixture(scope="session")
def mons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    past = commanded(tmp_path_factory.mktemp("mons"), "mons")
    yield past
    past.database.close()


@pytest.fixture(scope="session")
def amiens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    past = hurried(tmp_path_factory.mktemp("amiens"), "amiens")
    yield past
    past.database.close()
