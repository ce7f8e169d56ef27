"""A flow of the coordination answered from the command line: its questions, deeds and refusals."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeVar

from bot.engine import advance
from bot.engine.conditions import Answers, Facts
from bot.engine.reading import fold
from bot.engine.script import Kind, Option, Step
from bot.engine.state import Action, Event, Located, Remark, State, Tapped, Wrote
from bot.feature.contract import Context, Declined, Handler
from bot.feature.course import Course
from bot.feature.door import all_flows
from bot.feature.remarks import remark_text
from bot.rendering import render_text
from bot.terminal import nomme
from storage.dispositif.problems import nearest

NOTHING: Final = "il n'y a rien à choisir pour l'instant"
_INTERNAL: Final = re.compile(r"[a-z]?\d+")
"""How a flow names a row to itself: nobody is shown it."""
_DEGREES: Final = re.compile(r"(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
AS_STEPS: Final[Mapping[str, str]] = MappingProxyType({})
_Row = TypeVar("_Row")
StepWords = Mapping[str, str | None]
"""What the command line gives to each step; None when nothing was given."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers the flows for one command: nobody speaks in `context`, so that no row is signed."""

    context: Context
    lines: list[str] = field(default_factory=list)
    garder: str | None = None
    """Why words that may name somebody are kept; None to refuse them."""

    def say(self, line: str) -> None:
        """Keep a line for the terminal."""
        self.lines.append(line)

    def play(
        self,
        flow: str,
        words: StepWords,
        flags: Mapping[str, str] = AS_STEPS,
        seed: Mapping[str, Any] = AS_STEPS,
    ) -> str:
        """Answer the questions of `flow`; its last sentence, without markup.

        A question left without words is skipped when it may be; one that only a shortcut or
        « Modifier » reaches is reached once words are given for it. `flags`: the option that
        holds a step's words, « --<step> » by default; `seed`: what the flow is told beforehand.
        Raises Declined, naming that option, for what a person could not have typed or touched in
        the bot, and for words that nothing asked.
        """
        handler = handler_of(flow)
        texts = {key: text for key, text in words.items() if text}
        course = Course(handler, self.context)
        state = course.start(dict(seed))
        while state.at:
            state = self._answered(course, _beside(course, state, texts), texts, flags)
        if unasked := sorted(texts.keys() - state.answers.keys()):
            raise Declined(f"{_option(unasked[0], flags)} ne sert pas ici : retirez cette option")
        facts = course.facts(state.answers)
        ending = handler.record(self.context, state.answers, facts)
        return plain(handler.flow.done, {**facts, **state.answers, **ending.values})

    def _answered(
        self, course: Course, state: State, texts: Mapping[str, str], flags: Mapping[str, str]
    ) -> State:
        """One more question answered, once its words were searched for whoever they name."""
        step, text = course.handler.flow.step(state.at), texts.get(state.at)
        if text is not None and course.meant(state, text):
            nomme.check(self.context, step, text, _option(step.key, flags), self.garder)
        return _answered(course, state, texts, flags)

    def facts(self, flow: str, answers: Answers | None = None) -> Facts:
        """What `flow` would show now."""
        return handler_of(flow).facts(self.context, answers or {})

    def asks(self, flow: str, step: str, answers: Answers) -> str:
        """One of its screens as a person reads it, without markup."""
        values = {**self.facts(flow, answers), **answers}
        return plain(handler_of(flow).flow.step(step).says, values).strip()


def handler_of(flow: str) -> Handler:
    return next(handler for handler in all_flows() if handler.flow.name == flow)


def fresh_source() -> str:
    """A key that no update of Telegram and no other command ever makes (P4)."""
    return f"commande:{secrets.token_hex(8)}"


def plain(sentence: str, values: Mapping[str, Any]) -> str:
    """A sentence of the bot as a terminal shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", render_text(sentence, **values)))


def one_of(rows: Mapping[str, int], slug: str, what: str) -> int:
    """The row behind `slug` (« binôme », « service »). Raises Declined with the nearest one."""
    if slug not in rows:
        raise Declined(f"{what} « {slug} » inconnu{nearest(slug, rows)}")
    return rows[slug]


def numbered(
    rows: Iterable[_Row], numero: str, reference_of: Callable[[_Row], str], what: str
) -> _Row:
    """The row of that number (« D-0012 », « 12 »). Raises Declined, which says those that are."""
    references = {reference_of(row): row for row in rows}
    for reference, row in references.items():
        if numero.upper() == reference or numero.lstrip("0") == reference[2:].lstrip("0"):
            return row
    raise Declined(f"aucune {what} « {numero} » ; en cours : {', '.join(references) or 'aucune'}")


def labelled(options: Iterable[Option], typed: str, what: str) -> str:
    """The slug of what people read so, or name so; a row's own number is nothing to them.

    Raises Declined with the nearest one.
    """
    known = {_name_of(one): one.slug for one in options}
    named = {fold(name): slug for name, slug in known.items()}
    if fold(typed) not in named:
        raise Declined(f"{what} : « {typed} » inconnu{nearest(typed, known)}")
    return named[fold(typed)]


def _name_of(option: Option) -> str:
    return option.label if _INTERNAL.fullmatch(option.slug) else option.slug


def _beside(course: Course, state: State, texts: Mapping[str, str]) -> State:
    """Where the words given for a question beside this one, or behind « Modifier », are taken."""
    flow, facts = course.handler.flow, course.facts(state.answers)
    beside = [step.key for step in advance.shortcuts(flow, state, facts)]
    behind = (
        [step.key for step in advance.editable(flow, state, facts)]
        if flow.step(state.at).edits
        else []
    )
    wanted = [key for key in (*beside, *behind) if key in texts and key not in state.answers]
    if not wanted:
        return state
    if wanted[0] not in beside:
        state = course.advance(state, Tapped(Action.EDIT, "", state.rev)).state
    return course.advance(state, Tapped(Action.ALSO, wanted[0], state.rev)).state


def _answered(
    course: Course, state: State, texts: Mapping[str, str], flags: Mapping[str, str]
) -> State:
    """One more question answered by what was given. Raises Declined."""
    facts = course.facts(state.answers)
    step = course.handler.flow.step(state.at)
    text = texts.get(step.key)
    if text is None and step.required:
        raise Declined(f"précisez {_option(step.key, flags)}{_choices(step, facts, '')}")
    for event in _events(step, text, state):
        after = course.advance(state, event)
        if after.remark:
            said = event.text if isinstance(event, Wrote) else text or ""
            raise Declined(f"{_option(step.key, flags)} : {_why(step, after.remark, said, facts)}")
        state = after.state
    return course.reconsider(state)


def _events(step: Step, text: str | None, state: State) -> Iterator[Event]:
    """What a person would do with these words: several choices are parted by commas."""
    if text is None:
        yield Tapped(Action.SKIP, "", state.rev)
    elif step.kind is Kind.MANY:
        yield from (Wrote(one) for one in text.split(","))
        yield Tapped(Action.FINISH, "", state.rev)
    elif step.kind is Kind.PLACE and (degrees := _DEGREES.fullmatch(text.strip())):
        yield Located(float(degrees[1]), float(degrees[2]))
    else:
        yield Wrote(text)


def _option(key: str, flags: Mapping[str, str]) -> str:
    return flags.get(key, f"--{key}")


def _why(step: Step, remark: str, text: str, facts: Facts) -> str:
    """« lune » inconnu ; existent : … », or the words of the step's own reader."""
    if remark == Remark.NOT_AN_OPTION and _INTERNAL.fullmatch(text):
        return f"ce n'est pas possible ici{_choices(step, facts, text)}"
    if remark == Remark.NOT_AN_OPTION:
        return f"« {text} » inconnu{_choices(step, facts, text)}"
    return remark_text(remark, facts)


def _choices(step: Step, facts: Facts, text: str) -> str:
    """What may be given instead, to end a refusal; nothing for free words."""
    if step.reads or not step.options:
        return ""
    names = [_name_of(option) for option in advance.options_of(step, facts)]
    return nearest(text, names) or f" ; {NOTHING}"
