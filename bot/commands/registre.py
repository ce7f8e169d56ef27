"""`carnet registre`: what the coordination reads again in the bot, printed whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.engine import advance
from bot.engine.reading import fold
from bot.engine.script import Flow, Option
from bot.feature.contract import Declined, Handler
from bot.feature.door import all_flows
from bot.feature.lectures import lu
from bot.terminal.clerk import Clerk
from storage.dispositif.problems import nearest

NUMBER: Final = re.compile(r"\b[A-Z]-\d{4,}\b")
HERE: Final = "Un registre se lit par son nom :"


def registres() -> Mapping[str, Handler]:
    """By name: the words of its command in the bot, without the stroke."""
    every = (handler for handler in all_flows() if handler.register)
    return {handler.commands[0].removeprefix("/"): handler for handler in every}


def names() -> Iterator[str]:
    """« carnet registre relais : Où en sont les relais de l'équipe »."""
    yield HERE
    for nom, handler in sorted(registres().items()):
        yield f"  carnet registre {nom} : {handler.about}"


def lines(clerk: Clerk, nom: str, ligne: str | None) -> Iterator[str]:
    """The whole register, or what one of its lines opens. Raises Declined for neither."""
    known = registres()
    if nom not in known:
        raise Declined(f"registre « {nom} » inconnu{nearest(nom, known)}")
    flow = known[nom].flow
    lu(clerk.context, flow.name)
    if ligne is not None:
        yield _opened(clerk, flow, nom, ligne)
        return
    yield clerk.asks(flow.name, flow.steps[0].key, {})
    if entries := _entries(clerk, flow):
        yield f"Pour ouvrir une ligne : carnet registre {nom} {next(iter(entries))}"


def _opened(clerk: Clerk, flow: Flow, nom: str, ligne: str) -> str:
    entries = _entries(clerk, flow)
    typed = {fold(name): option for name, option in entries.items()}
    if fold(ligne) not in typed:
        raise Declined(f"« {ligne} » n'ouvre rien dans « {nom} »{nearest(ligne, entries)}")
    slug = typed[fold(ligne)].slug
    return clerk.asks(flow.name, flow.steps[1].key, {flow.steps[0].key: slug})


def _entries(clerk: Clerk, flow: Flow) -> dict[str, Option]:
    """What opens a screen of its own, by what a person reads of it: « R-0001 », « liste »."""
    if len(flow.steps) < 2:
        return {}
    options = advance.options_of(flow.steps[0], clerk.facts(flow.name))
    return {_shown(option): option for option in options}


def _shown(option: Option) -> str:
    """Its number, or its own name where that is no row's."""
    number = NUMBER.search(option.label)
    return number[0] if number else option.slug
