"""A press on a button that belongs to an object: what it is given, what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.buttons import Button, Keyboard, button
from bot.feature.context import Context

UNKNOWN: Final = "Ce bouton n'est plus reconnu."
"""What is answered to a press that nothing can be done of."""
OPEN: Final = Button("ou", ("[a-z_]+",))
"""Opens a flow by its name; it belongs to no object (0)."""


def opening(label: str, flow: str) -> tuple[str, str]:
    """The button that opens `flow`."""
    return label, button(OPEN, 0, flow)


@dataclass(frozen=True, slots=True)
class Tap:
    """A press on a button of an object, in a chat."""

    object_id: int
    """The row id that the button was written with."""
    argument: str
    """What it carries: always something that its kind may carry."""
    chat_id: int
    user_id: int
    presser_name: str
    """What the presser is called on Telegram."""
    member: bool
    """Whether Telegram counts the presser among the members of `chat_id`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A flow to begin."""

    flow: str
    """Its name."""
    seed: Mapping[str, Any] = field(default_factory=dict)
    """What it is told beforehand."""
    at: str = ""
    """One of its shortcuts, shown first."""
    below: bool = False
    """In a message of its own, because the pressed one must stay."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What follows a press."""

    toast: str
    """What the presser reads at once."""
    text: str | None = None
    """What takes the place of the pressed message; None leaves it as it is."""
    keyboard: Keyboard = ()
    """The buttons under that text."""
    opens: Opening | None = None
    """A flow that begins, as a rule in place of the pressed message."""


Press = Callable[[Context, Tap], Reply]
"""The deed of a button."""
