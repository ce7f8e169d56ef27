"""How a question is answered: by what was foreseen for it, among what the screen offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.engine.script import Kind, Step, kept_for
from bot.engine.state import Action, State, Tapped, Wrote

Preference = Callable[[Sequence[str]], str]
"""Picks one of the slugs that are on the screen."""
Reponses = Mapping[str, "str | list[str] | Preference | None"]
"""By question: a slug or words, several slugs, who picks among those offered, or « skip »."""
ELSEWHERE: Final = ("autre", "+", "autre-site", "autre-lieu")
"""Options that lead to a longer list of the same things."""


class Bloque(Exception):
    """A flow that goes no further with what is answered: the simulation has to be mended."""


def event(
    step: Step, state: State, offered: Sequence[str], reponses: Reponses
) -> Tapped | Wrote | None:
    """The next touch or words at that question.

    What is wanted and not offered closes the conversation: nobody presses another button instead.
    A question that nobody foresaw is passed over where it may be, else answered by its first
    option: a new one in a flow leaves a past as it was. None when nothing can be done of it.
    """
    aside = [key for key in step.also if key in reponses and key not in state.answers]
    if aside:
        return Tapped(Action.ALSO, aside[0], state.rev)
    wanted = reponses.get(step.key)
    if step.kind is Kind.MANY:
        return _marked(step, state, offered, wanted if isinstance(wanted, list) else [])
    if callable(wanted):
        wanted = wanted(offered) if offered else None
    if isinstance(wanted, str):
        return _wanted(step, state, offered, wanted)
    return _gets_by(step, state, offered)


def _wanted(step: Step, state: State, offered: Sequence[str], wanted: str) -> Tapped | Wrote:
    longer = next((one for one in ELSEWHERE if one in offered), None)
    if wanted in offered or longer is not None:
        slug = wanted if wanted in offered else str(longer)
        return Tapped(Action.PICK, slug, state.rev)
    if step.reads or step.kind in (Kind.TEXT, Kind.PLACE):
        return Wrote(wanted)
    return Tapped(Action.CANCEL, "", state.rev)


def _marked(step: Step, state: State, offered: Sequence[str], wanted: list[str]) -> Tapped | Wrote:
    """Everything that is wanted and offered, one touch each, then « Fini »."""
    marked = state.answers.get(kept_for(step.key)) or []
    known = [one for one in wanted if one in offered] or offered[: step.at_least]
    left = [one for one in known if one not in marked]
    if left:
        return Tapped(Action.PICK, left[0], state.rev)
    return Tapped(Action.FINISH, "", state.rev)


def _gets_by(step: Step, state: State, offered: Sequence[str]) -> Tapped | None:
    if not step.required:
        return Tapped(Action.SKIP, "", state.rev)
    if step.kind is Kind.TALLY:
        return Tapped(Action.FINISH, "", state.rev)
    if not offered:
        return None
    return Tapped(Action.PICK, offered[0], state.rev)
