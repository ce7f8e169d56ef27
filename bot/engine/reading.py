"""Typed text and positions in place of buttons: what a step understands of them."""

from __future__ import annotations

import unicodedata

from bot.engine.conditions import Facts
from bot.engine.script import TEXT_MAX, Kind, Option, Reading, Step
from bot.engine.state import Located, Remark, Wrote

BY_WORDS = "texte"
BY_POSITION = "position"
"""Two options of a place that ask for another kind of answer."""


def read(step: Step, event: Wrote | Located, facts: Facts) -> Reading:
    """The value that `event` gives to `step`, or the remark that explains why it gives none."""
    if isinstance(event, Located):
        return _position(step, event, facts)
    written = event.text.strip()
    if not written:
        return Reading(remark=Remark.EMPTY)
    option = match(written, _options(step, facts))
    if option and step.kind is not Kind.PLACE:
        return Reading(option.slug) if step.kind is not Kind.TALLY else Reading({option.slug: 1})
    if step.reads:
        return step.reads(written, facts)
    if step.kind in (Kind.TEXT, Kind.PLACE):
        return _words(step, written, option)
    return Reading(remark=_missing(step))


def match(written: str, options: tuple[Option, ...]) -> Option | None:
    """The option whose label or slug was typed, whatever the case, accents, emoji and spaces."""
    bare = fold(written)
    for option in options:
        if bare and bare in (fold(option.label), fold(option.slug)):
            return option
    return None


def fold(label: str) -> str:
    """Letters and digits only, without accents or case."""
    bare = unicodedata.normalize("NFKD", label.casefold())
    return "".join(char for char in bare if char.isalnum())


def takes_position(step: Step, facts: Facts) -> bool:
    """Whether a position is asked: never where its button is not offered."""
    offered = step.kind is Kind.PLACE and _options(step, facts)
    return any(option.slug == BY_POSITION for option in offered or ())


def _position(step: Step, event: Located, facts: Facts) -> Reading:
    if not takes_position(step, facts):
        return Reading(remark=Remark.NOT_HERE)
    return Reading({"latitude": event.latitude, "longitude": event.longitude})


def _words(step: Step, written: str, option: Option | None) -> Reading:
    if len(written) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    if step.kind is Kind.TEXT:
        return Reading(written)
    if option and option.slug == BY_WORDS:
        return Reading(remark=Remark.NEED_TEXT)
    if option and option.slug == BY_POSITION:
        return Reading(remark=Remark.NEED_POSITION)
    return Reading({"site": option.slug} if option else {"texte": written})


def _missing(step: Step) -> str:
    return Remark.NEED_PICTURE if step.kind is Kind.PHOTO else Remark.NOT_AN_OPTION


def _options(step: Step, facts: Facts) -> tuple[Option, ...]:
    return tuple(facts[step.options]) if isinstance(step.options, str) else step.options
