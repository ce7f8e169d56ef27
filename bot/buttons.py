"""Buttons that belong to an object: a kind declared once, written here, read back here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")
BYTES_MAX: Final = 64
"""What Telegram carries under a button."""
ROW_ID: Final = r"[0-9]{1,18}"
"""No longer than the columns that hold it: more would be refused by the base, not by us."""
SLUG: Final = r"[a-z0-9][a-z0-9_-]*"
"""Shapes of what a button may carry, for `Button.carries`."""

Keyboard = Sequence[Sequence[tuple[str, str]]]
"""Rows of (label, callback data) pairs; the data is written by `button`."""

_WRITTEN: Final = re.compile(rf"g:([a-z]{{2}}):({ROW_ID}):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Button:
    """A kind of button, declared once beside what writes it.

    Whoever reads it ties its deed to this very value (`bot.feature.door.Feature.buttons`).
    """

    code: str
    """Two letters, for ever: messages sent long ago still carry them."""
    carries: tuple[str, ...]
    """All that may follow the object's id: words, or patterns (`re`) of the whole."""
    of: str | tuple[tuple[str, str], ...] = ""
    """The table of its objects, which tells of which programme one is; « » for no row. Where what
    it carries tells whose the id is: a pair for each."""

    def may_carry(self, argument: str) -> bool:
        return any(re.fullmatch(shape, argument) for shape in self.carries)

    def table(self, argument: str) -> str:
        """Of which table the object is of a button that carries that; « » for no row."""
        return self.of if isinstance(self.of, str) else dict(self.of).get(argument, "")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a pressed button says: the code of its kind, the object's row id, and the rest."""

    code: str
    object_id: int
    argument: str


def button(kind: Button, object_id: int, argument: str) -> str:
    """What Telegram keeps for us under a button.

    Raises ValueError for what `kind` does not carry, and for more than 64 bytes.
    """
    if not kind.may_carry(argument):
        raise ValueError(f"a button « {kind.code} » never carries « {argument} »")
    data = f"g:{kind.code}:{object_id}:{argument}"
    if len(data.encode()) > BYTES_MAX:
        raise ValueError(f"« {data} » is longer than {BYTES_MAX} bytes")
    return data


def in_rows(keys: Sequence[T], width: int = 2) -> list[list[T]]:
    """Keys side by side, `width` a row: a small phone shows two of them whole."""
    return [list(keys[n : n + width]) for n in range(0, len(keys), width)]


def read(data: str) -> Pressed | None:
    """What was written by `button`; None for anything else."""
    match = _WRITTEN.fullmatch(data)
    return Pressed(match[1], int(match[2]), match[3]) if match else None
