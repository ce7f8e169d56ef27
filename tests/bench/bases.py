"""The bases of the bench: the same fifty binômes with no past, one year, or ten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from handlers.hors_terrain.cumul import add_up
from storage.machine.db import Database
from storage.referential import synchronise
from tests.bench import crowd, ville
from tests.bench.histoire import EVENING, Taille, fill
from tests.clockwork import ring

BINOMES = 50
USERS = 2 * BINOMES
AGES = {0: "base neuve", 1: "un an", 10: "dix ans"}
"""How the years of a base are said."""
_FOLDER = TemporaryDirectory(prefix="carnet-mesures-")


@contextmanager
def base(annees: int) -> Iterator[Database]:
    """A copy of its own, everybody on site; the history is written once for the whole bench."""
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        file = shutil.copy(_written(annees), Path(folder) / "carnet.db")
        # As a base that was served: its first checkpoint has not the whole file to write.
        with open(file, "rb+") as copied:
            os.fsync(copied.fileno())
        database = Database(f"sqlite:///{file}")
        try:
            with database.transaction() as tx:
                programme = synchronise(tx, ville.dispositif(BINOMES), EVENING)
                crowd.at_work(tx, programme, USERS, EVENING)
            yield database
        finally:
            database.close()


@cache
def _written(annees: int) -> Path:
    file = Path(_FOLDER.name) / f"{annees}.db"
    database = Database(f"sqlite:///{file}")
    fill(database, Taille(BINOMES, annees))
    # As a base that was served: past months are added up, the night is over, SQLite knows how its
    # rows are spread.
    with database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(BINOMES), EVENING)
    ring(database, programme, EVENING, add_up)
    crowd.night_over(database, programme, EVENING)
    with database.transaction() as tx:
        tx.execute(text("ANALYZE"))
    database.close()
    return file
