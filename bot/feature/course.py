"""A flow as one conversation follows it: the engine, given what the flow needs to know now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.engine import advance, reading
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Kind, Meant
from bot.engine.state import EDIT_MENU, Action, Advance, Event, State, Tapped
from bot.feature.beforehand import LIEUX_DITS
from bot.feature.contract import Context, Handler
from storage.machine.aside import ReadFirst
from storage.machine.db import Tx
from storage.models import Personne

ABSENT: Final = object()
MOST_READINGS: Final = 4
"""Of one turn: it asks again when its answers changed; what is left it reads by itself."""
WORDS: Final = (Kind.TEXT, Kind.PLACE, Kind.TALLY)
"""Kinds of questions that words answer, whatever they say."""


class WatchedAnswers(Mapping[str, Any]):
    """Answers that note which of them are looked at."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._keys: set[str] = set()
        self._whole = False

    def __getitem__(self, key: str) -> Any:
        self._keys.add(key)
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        self._whole = True
        return iter(self._answers)

    def __len__(self) -> int:
        self._whole = True
        return len(self._answers)

    def looks_like(self, answers: Answers) -> bool:
        """Whether whoever looked at these would have seen the same in `answers`."""
        keys = {*self._answers, *answers} if self._whole else self._keys
        return all(self._answers.get(key, ABSENT) == answers.get(key, ABSENT) for key in keys)


@dataclass(frozen=True, slots=True)
class FactsRead:
    """What a flow has to know, and for which answers: read before the turn that needs it."""

    flow: str
    answers: WatchedAnswers
    facts: Facts


@dataclass(slots=True)
class Course:
    """One conversation on its way through a flow, during one turn.

    What the flow needs to know comes from the database and from a few answers: as long as nothing
    is written and those answers stay the same, it is not read again.
    """

    handler: Handler
    context: Context
    talk_id: int | None = None
    """None until the conversation is stored: nothing was recorded in it."""
    _answers: WatchedAnswers | None = None
    _facts: Facts = field(default_factory=dict)

    def facts(self, answers: Answers) -> Facts:
        """What the sentences and options need now."""
        self.context.talk_id = self.talk_id
        self.context.lieux_dits |= frozenset(LIEUX_DITS.of(answers) or ())
        if self._answers is None or not self._answers.looks_like(answers):
            known = self._known(answers)
            self._answers, self._facts = known.answers, known.facts
        return self._facts

    def _known(self, answers: Answers) -> FactsRead:
        """Raises ReadFirst for what is long to read and was not; what this turn wrote is in it."""
        context, readings = self.context, self.context.readings
        if not self.handler.long or readings is None or context.wrote:
            return _read(self.handler, context, answers)
        known: FactsRead
        for known in readings:
            if known.flow == self.handler.flow.name and known.answers.looks_like(answers):
                return known
        if len(readings) == MOST_READINGS:
            return _read(self.handler, context, answers)
        raise ReadFirst(self.handler.flow.name, _beside(self.handler, context, answers), readings)

    def start(self, answers: dict[str, Any]) -> State:
        """At the first question that these answers leave."""
        known = {**answers, **self.places(answers)}
        return advance.start(self.handler.flow, self.facts(known), known)

    def places(self, answers: Answers) -> dict[str, Any]:
        """What was said to be a place is one as long as the conversation lasts."""
        said = self.context.lieux_dits | frozenset(LIEUX_DITS.of(answers) or ())
        return LIEUX_DITS.seed(sorted(said)) if said else {}

    def reconsider(self, state: State) -> State:
        """Another question may come first, when what is known changed."""
        return advance.reconsider(self.handler.flow, state, self.facts(state.answers))

    def advance(self, state: State, event: Event) -> Advance:
        """What that event changes."""
        return advance.advance(self.handler.flow, state, event, self.facts(state.answers))

    def note(self, result: Advance) -> None:
        """Save the answer just taken, where the flow asks for it: it may change all it knows."""
        saves = self.handler.answered
        if saves is not None and result.accepted is not None:
            self.context.wrote = True
            saves(self.context, result.accepted, result.state.answers)
            self._answers = None

    def beside(self, state: State) -> None:
        """Send what goes with the question just shown."""
        if self.handler.beside is not None:
            self.handler.beside(self.context, self.facts(state.answers), state.answers)

    def skip_rest(self, state: State) -> State:
        """Every question that may be skipped is; what remains begins at the first that may not."""
        while state.at and state.at != EDIT_MENU:
            step = self.handler.flow.step(state.at)
            if step.required and step.kind not in (Kind.TALLY, Kind.MANY):
                break
            tapped = Tapped(Action.FINISH if step.required else Action.SKIP, "", state.rev)
            result = self.advance(state, tapped)
            self.note(result)
            state = self.reconsider(result.state)
        return state

    def awaits_text(self, state: State, text: str) -> bool:
        """Whether the question asked takes these words, or has `text` as an option.

        Where a number, a day or an hour is asked, what is none of them may be another entry.
        """
        if state.at == EDIT_MENU:
            return False
        step = self.handler.flow.step(state.at)
        if step.kind in WORDS and (step.reads or step.kind is not Kind.TALLY):
            return True
        if step.reads and not step.reads(text, self.facts(state.answers)).remark:
            return True
        flow, facts = self.handler.flow, self.facts(state.answers)
        named = reading.match(text, advance.options_of(step, facts))
        return named is not None or advance.named_beside(flow, state, text, facts) is not None

    def meant(self, state: State, text: str) -> Meant | None:
        """What these words are meant to hold there; None for an option that was typed."""
        if state.at == EDIT_MENU:
            return Meant.WORDS
        flow, facts = self.handler.flow, self.facts(state.answers)
        step = flow.step(state.at)
        named = reading.match(text, advance.options_of(step, facts))
        beside = advance.named_beside(flow, state, text, facts)
        return None if named or beside else step.meant

    def awaits_place(self, state: State) -> bool:
        """Whether the question asked is « where? », and a position may answer it."""
        question = next((step for step in self.handler.flow.steps if step.key == state.at), None)
        if question is None or question.kind is not Kind.PLACE:
            return False
        return reading.takes_position(question, self.facts(state.answers))


def _read(handler: Handler, context: Context, answers: Answers) -> FactsRead:
    watched = WatchedAnswers(answers)
    return FactsRead(handler.flow.name, watched, handler.facts(context, watched))


def _beside(handler: Handler, context: Context, answers: Answers) -> Callable[[Tx], FactsRead]:
    """The same, in another transaction: the turn is undone by then, and its rows with it."""
    who, kept = context.author_id, dict(answers)

    def read(tx: Tx) -> FactsRead:
        somebody = tx.get(Personne, who) if who else None
        own = replace(context, tx=tx, somebody=somebody, readings=None)
        return _read(handler, own, kept)

    return read
