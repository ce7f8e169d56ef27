"""The packaged Amiens file with a second binôme, or with one thing changed, as a town would."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from storage.dispositif import Dispositif, DispositifError, load, packaged

SECOND: Final = """
  - {slug: binome-2, label: "Binôme 2", source: "000 l.103"}

creneaux:
  - {binome: binome-1, site: site-a, jour: lun, de: 17:00, a: 21:00}
  - {binome: binome-1, site: site-a, jour: mar, de: 17:00, a: 21:00}
  - {binome: binome-1, site: site-a, jour: mer, de: 17:00, a: 21:00}
  - {binome: binome-1, site: site-a, jour: jeu, de: 17:00, a: 21:00}
  - {binome: binome-1, site: site-a, jour: ven, de: 17:00, a: 21:00}
  - {binome: binome-1, site: site-a, jour: sam, de: 17:00, a: 21:00}
  - {binome: binome-2, site: site-b, jour: mar, de: 14:00, a: 18:00}
  - {binome: binome-2, site: site-b, jour: sam, de: 14:00, a: 18:00}
  - {binome: binome-2, site: site-c, jour: jeu, de: 17:00, a: 21:00}

"""


def _with_a_second_binome() -> str:
    """The packaged file has one (000 l.103); what two do together needs another."""
    text = packaged("amiens").read_text(encoding="utf-8")
    begins = text.index("\n", text.index("  - {slug: binome-1,"))
    ends = text.index("# Chaque minute de présence")
    return text[:begins] + SECOND + text[ends:]


AMIENS: Final = _with_a_second_binome()
_FOLDER: Final = TemporaryDirectory()


@cache
def amiens_file() -> Path:
    """That text as a file of its own."""
    file = Path(_FOLDER.name) / "amiens.yaml"
    file.write_text(AMIENS, encoding="utf-8")
    return file


@cache
def example(name: str) -> Dispositif:
    """Amiens of two binômes, or a packaged file; read once for all tests."""
    return load(amiens_file() if name == "amiens" else packaged(name))


def edited(*changes: str) -> Dispositif:
    """Amiens with each `old, new` pair applied; `old` must be there."""
    text = AMIENS
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, f"« {old} » n'est plus dans amiens.yaml"
        text = text.replace(old, new)
    return loaded(text)


def loaded(text: str) -> Dispositif:
    """`text` as the file amiens.yaml, loaded."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "amiens.yaml"
        file.write_text(text, encoding="utf-8")
        return load(file)


def refused(*changes: str) -> tuple[str, ...]:
    """The problems that Amiens has after each `old, new` change."""
    with pytest.raises(DispositifError) as caught:
        edited(*changes)
    return caught.value.problems


def line_of(text: str, within: str = AMIENS) -> int:
    """Number of the first line that holds `text`."""
    return within[: within.index(text)].count("\n") + 1
