"""What a queued message is about: « alerte:12 », written and read in this one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sujet:
    """A kind of thing that messages are about; declared once, by what it is about."""

    genre: str
    """The word written before the number: « alerte »."""

    def of(self, id: int) -> str:
        """The text kept with a message about the thing of that id: « alerte:12 »."""
        return f"{self.genre}:{id}"


def read(text: str) -> tuple[str, int] | None:
    """(genre, id) of « alerte:12 »; None for a message about nothing, or about no row's id."""
    genre, _, id = text.partition(":")
    return (genre, int(id)) if genre and id.isascii() and id.isdigit() else None
