"""What describes people is never crossed with a part of the day: ten of them would be somebody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from storage.indicateurs.contrat import Sensible
from storage.indicateurs.registre import registre
from tests.test_house_rules import CODE as MODULES
from tests.test_house_rules import name, tree

NARROWS: Final = "during"
"""What narrows a reading to a part of the day, finer than the week of a territoire (adr/0026)."""
PEOPLE: Final = {
    one.compute.__name__ for one in registre().values() if one.sensible is Sensible.PUBLIC
} | {"public", "genre", "young"}
"""The figures that describe people, and the words of the lines of which they are made."""


ELEVEN: Final = {"digests/livrables/croises.py: _met"}
"""Crosses both all the same, with the threshold of eleven, every margin taken for public (K04)."""


def crossed(code: ast.AST) -> Iterator[str]:
    """Functions that narrow a reading so, and count people by kind."""
    for one in ast.walk(code):
        if isinstance(one, ast.FunctionDef):
            said = {node.attr for node in ast.walk(one) if isinstance(node, ast.Attribute)}
            said |= {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
            if NARROWS in said and said & PEOPLE:
                yield one.name


def test_nothing_that_leaves_crosses_a_trait_with_a_part_of_the_day() -> None:
    """Whoever has to must bring the threshold of eleven with it (adr/0026)."""
    found = [f"{name(path)}: {one}" for path in MODULES for one in crossed(tree(path))]
    assert set(found) == ELEVEN
    for one in ELEVEN:
        path = next(path for path in MODULES if name(path) == one.partition(":")[0])
        assert "SEUIL_CROISE" in path.read_text(encoding="utf-8"), one


def test_a_crossed_figure_is_seen() -> None:
    read = "def read(here):\n    return {t: typologie(here.during(t)).par for t in TRANCHES}"
    assert list(crossed(ast.parse(read))) == ["read"]
    assert list(crossed(ast.parse(read.replace("typologie", "rencontres")))) == []
