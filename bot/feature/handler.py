"""A flow and what ties it to rows: what it is given, what it writes, what it says at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.buttons import Keyboard
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Kind
from bot.engine.state import Accepted
from bot.feature.context import Context


class Declined(Exception):
    """Why nothing is changed, in French: raised by a flow's `record` before it writes anything."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What a flow says once recorded."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """For its `done` sentence, beside its facts and answers."""
    keyboard: Keyboard = ()
    """Buttons on objects, under that sentence."""
    shows_menu: bool = False
    """The permanent keyboard comes with it: somebody just joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """A flow and what ties it to rows."""

    flow: Flow
    """The script, top to bottom as its reader meets it."""
    roles: frozenset[Role]
    """Who may open it."""
    facts: Callable[[Context, Answers], Facts]
    """What its sentences and options need now, read from rows and from these answers only: it is
    not asked again in a turn that changed neither. The fact « liens » holds, by step, buttons on
    objects to show beside its own."""
    record: Callable[[Context, Answers, Facts], Ending]
    """Writes the rows at the end, and returns what to say. Raises Declined before any row."""
    entry: str | None = None
    """The words of its permanent button. Several may share it: the first that suits is started."""
    order: int = 0
    """Its place on the permanent keyboard: the order of the evening."""
    drawer: bool = False
    """Its entry stands under « ➕ Autre » instead of on the permanent keyboard."""
    commands: tuple[str, ...] = ()
    """« /presence »: what opens it from Telegram's own menu."""
    about: str = ""
    """What that menu says of it."""
    refusal: str = ""
    """Said when it is asked for while it does not suit."""
    suits: Callable[[Context], bool] | None = None
    """Whether it means anything now; it always does without."""
    seed: Callable[[Context], dict[str, Any]] | None = None
    """What the conversation starts with."""
    answered: Callable[[Context, Accepted, Answers], None] | None = None
    """Saves an answer as soon as it is given; without, all is recorded at the end."""
    overhears: Callable[[Context, str], dict[str, Any] | None] | None = None
    """What a text typed outside any conversation already answers, when it opens this flow."""
    edited: Callable[[Context, str], str | None] | None = None
    """What to say once the new text of `context.message_id` corrected what it had recorded; None
    when it had recorded nothing."""
    on_photo: bool = False
    """A photo sent from nowhere opens it."""
    reads_only: bool = False
    """It shows something and writes no row, which every path of its is held to."""
    left: Callable[[Context, Answers], str] | None = None
    """What to say of what is kept when it is cancelled, in place of the flow's own words."""

    @property
    def takes_photos(self) -> bool:
        """Whether one of its questions is answered by photos."""
        return any(step.kind is Kind.PHOTO for step in self.flow.steps)

    def serves(self, role: str) -> bool:
        return Role(role) in self.roles

    def opens_for(self, context: Context) -> bool:
        """Whether the person may open it, and it means anything now."""
        return self.serves(context.person.role) and (self.suits is None or self.suits(context))

    def begun(self, context: Context) -> dict[str, Any]:
        """What the conversation starts with."""
        return self.seed(context) if self.seed else {}

    def parting(self, context: Context, answers: Answers) -> str:
        """What to say of what is kept when it is left; « » for nothing of its own."""
        return self.left(context, answers) if self.left else ""
