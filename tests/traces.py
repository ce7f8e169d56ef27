"""Canaries: words typed where something may be written, then looked for wherever they could be.

`Canaris` gives them out; `in_files` looks at bytes (a SQLite file, its journal, backups, photos,
logs, letters), `in_columns` at every column of any base, `in_text` at what somebody reads. Each
test of something that leaves (a letter, a page, a document, an export) may call them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader
from sqlalchemy import Text, cast, select

from storage.machine.db import Database
from storage.models import Base

START: Final = "kanari"
"""In no word of any language that the bot speaks, nor in any name."""


@dataclass
class Canaris:
    """By where it was typed, each word; no two are alike, and none is a part of another."""

    given: dict[str, str] = field(default_factory=dict)

    def word(self, where: str) -> str:
        """A new one, typed there."""
        number = len(self.given)
        self.given[where] = f"{START}{chr(97 + number // 26)}{chr(97 + number % 26)}x"
        return self.given[where]

    def seen_in(self, data: bytes) -> list[str]:
        """Where those that these bytes hold were typed; in a zip (XLSX), a PDF and UTF-16 too."""
        if data.startswith(b"%PDF"):
            # What it compresses says nothing, and may hold four digits by chance.
            pages = PdfReader(BytesIO(data)).pages
            data = "\n".join(page.extract_text() for page in pages).encode()
        if zipfile.is_zipfile(packed := BytesIO(data)):
            with zipfile.ZipFile(packed) as members:
                data = b"\n".join(members.read(name) for name in members.namelist())
        low = data.lower()
        return [
            where
            for where, word in self.given.items()
            if any(form in low for form in (word.encode(), word.encode("utf-16-le")))
        ]

    def in_text(self, text: str) -> list[str]:
        """The same of what somebody reads."""
        return self.seen_in(text.encode())

    def in_files(self, *places: Path) -> list[str]:
        """« carnet.db-wal: lieu », of files and of whole folders."""
        return [
            f"{path.name}: {where}"
            for path in files(places)
            for where in self.seen_in(path.read_bytes())
        ]

    def in_columns(self, database: Database) -> list[str]:
        """« note.texte: lieu », of every column of every table."""
        found = []
        with database.transaction() as tx:
            for table in Base.metadata.sorted_tables:
                columns = [cast(column, Text) for column in table.columns]
                for row in tx.execute(select(*columns)):
                    for column, value in zip(table.columns, row, strict=True):
                        text = json.dumps(value, ensure_ascii=False) if value else ""
                        found += [f"{table.name}.{column.name}: {w}" for w in self.in_text(text)]
        return found


def files(places: Iterable[Path]) -> Iterator[Path]:
    """Every file that is one of `places`, or is in one of them."""
    for place in places:
        if place.is_dir():
            yield from (path for path in sorted(place.rglob("*")) if path.is_file())
        elif place.exists():
            yield place
