"""Deeds of one tap that may be taken back: the button that does it, and what a feature brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from bot.buttons import Button, Keyboard, button
from bot.feature.contract import Context
from storage import gestes
from storage.models.gestes import Geste

DEFAIRE: Final = "defaire"
GESTE: Final = Button("ag", (DEFAIRE,), "geste")
"""Under what was just done: it is taken back."""
LABEL: Final = "↩️ Annuler"


class Repris(NamedTuple):
    """What came of taking a deed back."""

    probleme: str = ""
    """Why it stays; « » once it was taken back."""
    reste: str = ""
    """What cannot be taken back with it: a letter that has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaisable:
    """One kind of deed."""

    says: Callable[[Context, Geste], str]
    """The deed in words, as « Ma journée » lists it."""
    undo: Callable[[Context, Geste], Repris]
    """Takes it back; whoever was told of it is told so."""
    again: Callable[[Context, Geste], tuple[str, Keyboard]] | None = None
    """What is asked again once it was taken back: Telegram's HTML, and the buttons."""


def note(context: Context, quoi: str, objet_id: int, avant: dict[str, Any] | None = None) -> Geste:
    """The person did that: they, or their binôme, may take it back for seven days.

    What the coordination decided, whoever decided it takes back whenever nothing followed it.
    """
    source = context.source
    return gestes.note(context.tx, context.person, quoi, objet_id, context.now, source, avant)


def undoable(
    context: Context,
    quoi: str,
    objet_id: int,
    avant: dict[str, Any] | None = None,
    label: str = LABEL,
) -> Keyboard:
    """The same, and the row that takes it back: of a command, `carnet annuler` does."""
    if context.somebody is None:
        owner, now, source = context.programme.id, context.now, context.source
        gestes.note_command(context.tx, owner, quoi, objet_id, now, source, avant)
        return []
    return [[bouton(note(context, quoi, objet_id, avant), label)]]


def undo_row(context: Context, before: Geste | None = None, label: str = LABEL) -> Keyboard:
    """The row that takes back `before`, else what this turn did; none when it did nothing."""
    done = before or gestes.by_source(context.tx, context.source)
    return [[bouton(done, label)]] if done else []


def bouton(geste: Geste, label: str = LABEL) -> tuple[str, str]:
    """(label, callback data) that takes it back."""
    return label, button(GESTE, geste.id, DEFAIRE)
