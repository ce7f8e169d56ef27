"""Drafts the next step from what the models say and the last step does not (`make migration`)."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage.machine.db import Database
from storage.machine.migrate import config, head, upgrade


def draft(slug: str) -> None:
    """Write `versions/NNNN_slug.py`, to be read and corrected by hand."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'draft.db'}")
        upgrade(database)
        with database.engine.connect() as connection:
            number = f"{int(head()) + 1:04d}"
            command.revision(config(connection), slug, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage : python -m storage.migrations titre_de_l_etape")
    draft(sys.argv[1])
