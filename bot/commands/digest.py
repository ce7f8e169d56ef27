"""`carnet digest`: the point hebdo of a week, written into files."""

from __future__ import annotations

from pathlib import Path

from bot.domain.semaine import Semaine
from digests import files
from storage.machine.db import Tx
from storage.programme import Programme


def write_digests(
    tx: Tx, programme: Programme, week: str, territoire: str | None, out: Path
) -> list[Path]:
    """One set of files a comité. Raises ValueError for an unknown week or territoire."""
    paths: list[Path] = []
    for snapshot in files.snapshots(tx, programme, Semaine.parse(week), territoire):
        paths += files.write(snapshot, out)
    return paths
