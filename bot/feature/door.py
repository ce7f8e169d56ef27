"""The door: all that a folder of `handlers` may bring, on one screen, and how it is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar

import typer

from bot.buttons import Button
from bot.discover import discover, merged
from bot.feature import decision, precisions
from bot.feature.contract import Context, Handler
from bot.feature.entries import LigneDuJour
from bot.feature.gestes import Defaisable
from bot.feature.guarded import Guarded
from bot.feature.page import Page
from bot.feature.precisions import Precisable, remarkable
from storage import notes
from storage.models import Saisie
from storage.work import ClockJob

WITHHELD: Final = ", texte non diffusé"
"""Ends the line of an entry whose words stay in the team (P7)."""
K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What `handlers/<feature>/feature.py` declares as FEATURE; nothing is listed elsewhere."""

    flows: tuple[Handler, ...] = ()
    """Conversations, each with what ties it to rows."""
    buttons: Mapping[Button, Guarded] = field(default_factory=dict)
    """Buttons on objects, each with its deed and the right to it (`bot.domain.droits`)."""
    entries: Mapping[type[Saisie], LigneDuJour] = field(default_factory=dict)
    """How the entries of each of its models are said and changed in « Ma journée »."""
    gestes: Mapping[str, Defaisable] = field(default_factory=dict)
    """Its deeds of one tap that may be taken back, by the word that names each."""
    precisables: tuple[Precisable, ...] = ()
    """What its rows may say besides, on their card and in « Ma journée »."""
    clocks: Mapping[str, ClockJob] = field(default_factory=dict)
    """What the clock does every minute, by its name in the log."""
    habits: Mapping[str, ClockJob] = field(default_factory=dict)
    """The same every few seconds."""
    after_turn: tuple[Callable[[Context], None], ...] = ()
    """What is done at the end of every turn of the team."""
    pages: tuple[Page, ...] = ()
    """Pages of the web, served beside those of `bot.web.pages`."""
    command: typer.Typer | None = None
    """`carnet <feature> …`: the same deeds for whoever has no small screen."""


@cache
def features() -> Mapping[str, Feature]:
    """Every feature, by the name of its folder, in alphabetical order."""
    return discover("handlers", "feature", "FEATURE")


def all_flows() -> Iterator[Handler]:
    """Every flow of every feature."""
    for feature in features().values():
        yield from feature.flows


def all_pages() -> Iterator[Page]:
    """Every page of every feature."""
    for feature in features().values():
        yield from feature.pages


def gathered(part: Callable[[Feature], Mapping[K, T]]) -> dict[K, T]:
    """One part of every feature in one table. Raises DiscoveryError when two bring one key."""
    return merged({name: part(feature) for name, feature in features().items()})


def all_buttons() -> dict[str, tuple[Button, Guarded]]:
    """Every button with its deed, by its code. Raises DiscoveryError for a code taken twice."""
    return gathered(
        lambda feature: {kind.code: (kind, do) for kind, do in feature.buttons.items()}
    )


@cache
def entries() -> Mapping[type[Saisie], LigneDuJour]:
    """How each kind of entry is said and changed. Raises DiscoveryError for one brought twice."""
    return gathered(lambda feature: feature.entries)


@cache
def gestes() -> Mapping[str, Defaisable]:
    """How each deed of one tap is said and taken back. Raises DiscoveryError for one named twice.

    One that no feature brings any more is no key of it.
    """
    return gathered(lambda feature: feature.gestes)


@cache
def precisables() -> Mapping[str, Precisable]:
    """What rows may say besides, by their letter. Raises DiscoveryError for one taken twice."""
    return gathered(lambda feature: {one.genre: one for one in feature.precisables})


def precisable_of(row: Saisie) -> Precisable | None:
    """What that entry may say besides; None when nothing."""
    return precisables().get(row.lettre)


def settle(context: Context, rows: Iterable[Saisie]) -> None:
    """Give new entries the defaults of what they may say besides, where no card shows them."""
    for row in rows:
        if kind := precisable_of(row):
            precisions.settle(context, row, kind)


def ligne_of(row: Saisie) -> LigneDuJour:
    """How that entry is said and changed."""
    return entries()[type(row)]


def said_together(context: Context, rows: Sequence[Saisie]) -> list[str]:
    """Each row in words, in their order; what words of one kind must read is read once."""
    kinds: defaultdict[type[Saisie], list[Saisie]] = defaultdict(list)
    for row in rows:
        kinds[type(row)].append(row)
    said = {
        (kind, row.id): words
        for kind, mine in kinds.items()
        for row, words in zip(mine, entries()[kind].all_said(context, mine), strict=True)
    }
    stay = notes.withheld(context.tx, [(row.__tablename__, row.id) for row in rows])
    return [
        said[type(row), row.id]
        + _besides(context, row)
        + (WITHHELD if (row.__tablename__, row.id) in stay else "")
        for row in rows
    ]


def _besides(context: Context, row: Saisie) -> str:
    """« (Stade : Ancré) », what was specified of it; then whether nothing is decided there."""
    kind = precisable_of(row)
    said = remarkable(context, row, kind) if kind else ""
    return (f" ({said})" if said else "") + decision.beside(context, row)
