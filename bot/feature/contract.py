"""The contract of a turn: what a feature is given, what it declares, what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.buttons import Button, Keyboard, button
from bot.casework.comptes import signed
from bot.delivery.channels import to_chat
from bot.domain.droits import Droit, holders, peut
from bot.domain.lecture.eclair import Lecture
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts, holds
from bot.engine.script import Flow, Kind, is_given
from bot.engine.state import Accepted
from bot.rendering import render_text
from storage.machine.aside import Readings
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.work import Work


def drawn(keyboard: Keyboard) -> list[list[list[str]]]:
    """A keyboard as the outbox keeps it."""
    return [[list(key) for key in row] for row in keyboard]


@dataclass(slots=True)
class Context(Work):
    """A unit of work begun by somebody, or by the clock on somebody's behalf.

    A turn that changes the programme puts the new one in the place of `programme`: everybody is
    served by it once the turn is committed.
    """

    somebody: Personne | None
    """Who speaks; None for the clock, a command, and a stranger who presses a group's button."""
    source: str
    """Unique per update: it makes the unique key of every row that the update makes (P4)."""
    user_id: int = 0
    """Who speaks, as Telegram numbers them."""
    talk_id: int | None = None
    """The conversation under way, if any."""
    bot_username: str = ""
    """The bot's own name on Telegram, for links into a chat with it."""
    message_id: int | None = None
    """The message being answered."""
    speaks_for: Role | None = None
    """In the group of a service, whoever presses answers for it, whatever they are elsewhere."""
    readings: Readings | None = None
    """What was read for this turn beside all others, before it; None when nobody can."""
    wrote: bool = False
    """Something of its own is written: what was read before knows nothing of it."""
    heard: dict[str, Lecture] = field(default_factory=dict)
    """What the words of this turn say, by their text: several flows ask, one reading answers."""
    _notices: int = field(default=0)

    @classmethod
    def by_clock(cls, work: Work, source: str) -> Context:
        """A unit of work that nobody began: the clock's, or a command's."""
        return cls(work.tx, work.programme, work.now, None, source)

    @property
    def person(self) -> Personne:
        """Who speaks; only a group's button may be pressed by somebody whom we do not know."""
        if self.somebody is None:
            raise LookupError("this turn has no known person")
        return self.somebody

    @property
    def author_id(self) -> int | None:
        """Who is written down for a deed of the coordination; None for its command line."""
        return self.somebody.id if self.somebody else None

    def may(self, droit: Droit) -> bool:
        """Whether the role of who speaks holds that right; somebody unknown has no role."""
        role = self.speaks_for or (Role(self.somebody.role) if self.somebody else None)
        return role is not None and peut(role, droit)

    def tell(self, chat_id: int, sentence: str, keyboard: Keyboard = (), **values: Any) -> None:
        """Queue a message to a private chat: an inline sentence, rendered with `values`."""
        self._queue(chat_id, {"text": render_text(sentence, **values)}, keyboard)

    def confide(self, chat_id: int, text: str, keyboard: Keyboard = ()) -> None:
        """The same for HTML that holds a code word: Telegram lets nobody forward it."""
        self._queue(chat_id, {"text": text, "protect": True}, keyboard)

    def _queue(self, chat_id: int, content: dict[str, Any], keyboard: Keyboard) -> None:
        self._notices += 1
        content["text"] = signed(self, chat_id, content["text"])
        if keyboard:
            content["keyboard"] = drawn(keyboard)
        key = f"{self.source}:tell:{self._notices}"
        post(self.tx, self.now, Message(key, Lane.PROMPT, to_chat(chat_id), content))

    def render(self, sentence: str, **values: Any) -> str:
        return render_text(sentence, **values)


class Declined(Exception):
    """Why nothing is changed, in French: raised by a flow's `record` before it writes anything."""


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
class Ending:
    """What a flow says once recorded."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """For its `done` sentence, beside its facts and answers."""
    keyboard: Keyboard = ()
    """Buttons on objects, under that sentence."""
    shows_menu: bool = False
    """The permanent keyboard comes with it: somebody just joined."""
    opens: Opening | None = None
    """A flow that takes its place: nothing is said of this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """A flow and what ties it to rows."""

    flow: Flow
    """The script, top to bottom as its reader meets it."""
    droit: Droit | None
    """The right that it takes to open it; None for what nobody opens."""
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
    beside: Callable[[Context, Facts, Answers], None] | None = None
    """Sends what goes with a question just shown, below its card: the same is sent once."""
    overhears: Callable[[Context, str], dict[str, Any] | None] | None = None
    """What a text typed outside any conversation already answers, when it opens this flow."""
    gathers: Callable[[Context, str], dict[str, Any] | None] | None = None
    """What it begins with when nobody overheard anything: no typed word is thrown away."""
    amends: Callable[[Context, Answers, str], dict[str, Any] | None] | None = None
    """The answers of its open card that a word taken back (« non 6 pas 8 ») changes."""
    amended: Callable[[Context, str], str | None] | None = None
    """What to say once such a word corrected what was just recorded."""
    joins: Callable[[Context, Answers, Answers], dict[str, Any] | None] | None = None
    """The answers of one that still waits, with what a text was just heard to say (`overhears`);
    None when they are two entries. Heard again from the same message, it is replaced."""
    edited: Callable[[Context, str], str | None] | None = None
    """What to say once the new text of `context.message_id` corrected what it had recorded; None
    when it had recorded nothing."""
    on_photo: bool = False
    """A photo sent from nowhere opens it."""
    long: bool = False
    """Its facts take long to read, and hold no row: they are read beside, before the turn."""
    reads_only: bool = False
    """It shows something and writes no row, which every path of its is held to."""
    register: bool = False
    """`carnet registre` prints it too: see `bot.feature.registre`."""
    protects: bool = False
    """Its cards may end by holding the code word of a relais: Telegram lets nobody forward them,
    nor take a picture of them."""
    left: Callable[[Context, Answers], str] | None = None
    """What to say of what is kept when it is cancelled, in place of the flow's own words."""

    @property
    def takes_photos(self) -> bool:
        """Whether one of its questions is answered by photos."""
        return any(step.kind is Kind.PHOTO for step in self.flow.steps)

    @property
    def roles(self) -> frozenset[Role]:
        """Who may open it."""
        return holders(self.droit) if self.droit else frozenset()

    def serves(self, role: str) -> bool:
        return Role(role) in self.roles

    def opens_for(self, context: Context) -> bool:
        """Whether the person may open it, and it means anything now."""
        return self.serves(context.person.role) and (self.suits is None or self.suits(context))

    def begun(self, context: Context) -> dict[str, Any]:
        """What the conversation starts with."""
        return self.seed(context) if self.seed else {}

    def loses(self, answers: Answers) -> bool:
        """Whether leaving it loses something: answers given, which it has not recorded."""
        given = any(is_given(key) for key in answers)
        return given and (self.flow.keeps_draft or holds(self.flow.unsaved, answers, {}))

    def parting(self, context: Context, answers: Answers) -> str:
        """What to say of what is kept when it is left; « » for nothing of its own."""
        return self.left(context, answers) if self.left else ""


UNKNOWN: Final = "Ce bouton n'est plus reconnu."
"""What is answered to a press that nothing can be done of."""
OPEN: Final = Button("ou", ("[a-z_]+",), "dispositif")
"""Opens a flow by its name, in that programme; in the one spoken in where it names none (0)."""


def opening(label: str, flow: str, programme: int = 0) -> tuple[str, str]:
    """The button that opens `flow`; `programme`: the row of the dispositif that it speaks of."""
    return label, button(OPEN, programme, flow)


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
"""What the press of a button does."""
