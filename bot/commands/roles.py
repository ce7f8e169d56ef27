"""`carnet roles`: who may do what, and how far; then every door by which each deed is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.diffusion import DIFFUSION, EVERYONE, READERS
from bot.domain.droits import TABLE, Droit, Portee, portee
from bot.domain.roles import Role
from bot.feature.door import all_buttons, all_flows, all_pages
from bot.web.open311 import serveur
from bot.web.pages import pages

COLUMNS: Final = {
    Role.MEDIATEUR: "Médiateur",
    Role.COORDINATION: "Coordination",
    Role.SERVICE: "Service",
    Role.COMITE: "Comité",
    Role.PARTENAIRE: "Partenaire",
    Role.ADMIN: "Exploitation",
}
EVERYBODY: Final = "tout le monde"
BY_LETTER: Final = "qui a reçu la lettre"
HEADINGS: Final = ("Geste", *COLUMNS.values(), "Par où")


def lines(commands: Sequence[tuple[str, Droit]]) -> Iterator[str]:
    """The table for a terminal; `commands`: the words of each command, and the right it takes."""
    for droit, doors in by_droit(commands).items():
        yield f"{TABLE[droit].geste}"
        yield from (f"  {COLUMNS[role]} : {how}" for role, how in _held(droit).items())
        if anybody := _anybody(droit):
            yield f"  {anybody}"
        if doors:
            yield f"  par : {', '.join(doors)}"


def markdown(commands: Sequence[tuple[str, Droit]]) -> Iterator[str]:
    """The same as a table of a page."""
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|{'---|' * len(HEADINGS)}"
    for droit, doors in by_droit(commands).items():
        held = _held(droit)
        cells = [_anybody(droit) or held.get(role, "–") for role in COLUMNS]
        said = ", ".join(f"`{one}`" for one in doors)
        yield f"| {TABLE[droit].geste} | {' | '.join(cells)} | {said or '–'} |"


def diffusion() -> Iterator[str]:
    """Who receives what, as a table of a page."""
    yield f"| Donnée | {' | '.join((*READERS, EVERYONE))} |"
    yield f"|{'---|' * (len(READERS) + 2)}"
    for one in DIFFUSION:
        yield f"| {one.nom} | {' | '.join((*one.lecteurs, one.public))} |"


def by_droit(commands: Sequence[tuple[str, Droit]]) -> dict[Droit, list[str]]:
    """Every door of each deed: a flow, a button on an object, a page, a command."""
    found: dict[Droit, list[str]] = defaultdict(list)
    for handler in all_flows():
        if handler.droit:
            found[handler.droit].extend(handler.commands or (handler.flow.name,))
    for kind, deed in all_buttons().values():
        found[deed.droit].append(f"bouton {kind.code}")
    for page in pages(*all_pages()):
        found[page.droit].append(page.path)
    found[serveur.DROIT].append(serveur.PATH)
    for words, droit in commands:
        found[droit].append(f"carnet {words}")
    return {droit: list(dict.fromkeys(found[droit])) for droit in Droit}


def _anybody(droit: Droit) -> str:
    """Who may do it whatever their role; « » when roles say."""
    right = TABLE[droit]
    return EVERYBODY if right.tous else BY_LETTER if right.par_lettre else ""


def _held(droit: Droit) -> dict[Role, Portee]:
    """How far each role may, in the order of the columns."""
    reach = {role: portee(role, droit) for role in COLUMNS}
    return {role: how for role, how in reach.items() if how}
