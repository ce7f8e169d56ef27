"""A list of the dispositif that the code names is a list, and the one that its column takes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import InstrumentedAttribute

from storage import models
from storage.usages_disparus import WORDS
from tests.storage.dispositif_cast import example
from tests.test_house_rules import CODE, name, tree

READERS = {"liste", "element", "proposes"}
"""What reads a list of the file by its name (`storage.dispositif.model.Dispositif`)."""


TAKEN = {cle.removeprefix("listes.") for cle in WORDS.values()}
"""Lists from which some column takes its words; others are read of the file's own lines."""


def readings(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """(list, call) wherever a list is named outright."""
    for node in ast.walk(module):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in READERS:
            assert isinstance(node, ast.Call)
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node


def everywhere() -> list[tuple[Path, str, ast.Call]]:
    return [(path, liste, call) for path in CODE for liste, call in readings(tree(path))]


def columns(attribute: str) -> set[str]:
    """The lists from which the columns of that name take their words, in any table."""
    return {
        cle.removeprefix("listes.") for column, cle in WORDS.items() if column.key == attribute
    }


def test_every_list_that_is_read_is_one_that_both_examples_hold() -> None:
    known = set(example("amiens").listes) & set(example("mons").listes)
    unknown = {f"{name(path)}: {liste}" for path, liste, _call in everywhere()} - {
        f"{name(path)}: {liste}" for path, liste, _call in everywhere() if liste in known
    }
    assert unknown == set()
    assert len(everywhere()) > 50


def test_what_a_row_says_is_looked_up_in_the_list_of_its_column() -> None:
    """`element("types_conflit", row.type)`: some column « type » takes its words from there."""
    astray = [
        f"{name(path)}:{call.lineno} {liste}"
        for path, liste, call in everywhere()
        if len(call.args) > 1 and isinstance(said := call.args[1], ast.Attribute)
        if columns(said.attr) and liste in TAKEN - columns(said.attr)
    ]
    assert astray == []


def test_favourites_are_those_of_the_column_s_own_list() -> None:
    """`by_habit(context, config.liste("types_conflit"), Conflit.type)` names one list twice."""
    pairs = [(path, *pair) for path in CODE for pair in habits(tree(path))]
    assert [f"{name(path)}: {one} {two}" for path, one, two in pairs if one != two] == []
    assert len(pairs) > 2


def habits(module: ast.Module) -> Iterator[tuple[str, str]]:
    """(the list offered, that of the column) of every question that puts favourites first."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith(
            ("by_habit", "by_habit_of_many")
        ):
            continue
        offered = [liste for liste, _call in readings(ast.Module([ast.Expr(node.args[1])], []))]
        if offered:
            table, _, column = ast.unparse(node.args[2]).partition(".")
            mapped: InstrumentedAttribute[str] = getattr(getattr(models, table), column)
            yield offered[0], WORDS[mapped].removeprefix("listes.")
