"""The packaged Amiens file with one thing changed, as a person who edits it would."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from storage.dispositif import Dispositif, DispositifError, load, packaged

AMIENS: Final = packaged("amiens").read_text(encoding="utf-8")


@cache
def example(name: str) -> Dispositif:
    """A packaged file, read once for all tests: nobody can change what was read."""
    return load(packaged(name))


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
