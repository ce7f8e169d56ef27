"""Drafts the next step from what the models say and the last step does not (`make migration`)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import MetaData

from storage.machine import migrate
from storage.machine.db import Database
from storage.migrations.drafting import drafted
from storage.models import Base


def draft(title: str, models: MetaData = Base.metadata) -> Path:
    """Write `versions/NNNN_title.py`, to be read, formatted and corrected; where it is."""
    before = migrate.head()
    revision = f"{int(before) + 1:04d}"
    words = re.findall(r"[^\W_]+", title)
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'draft.db'}")
        migrate.upgrade(database)
        with database.engine.connect() as connection:
            text = drafted(
                connection, models, title=" ".join(words), revision=revision, before=before
            )
        database.close()
    step = migrate.SCRIPTS / "versions" / f"{revision}_{'_'.join(words)}.py"
    step.write_text(text, encoding="utf-8")
    return step


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage : python -m storage.migrations titre_de_l_etape")
    sys.stdout.write(f"{draft(sys.argv[1])}\n")
