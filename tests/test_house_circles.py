"""No two modules of this house need each other, by however long a way round."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.test_house_rules import CODE, name, tree


def test_no_module_needs_another_that_needs_it() -> None:
    """Not even for types, nor later in a function: one can be read before the other, always."""
    known = {dotted(path): path for path in CODE}
    needs = {
        module: {home(found, known) for found in imported(path)} - {module, ""}
        for module, path in known.items()
    }
    assert circle(needs) == []


def test_circles_are_seen_however_long() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}


def dotted(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(path: Path) -> Iterator[str]:
    """Every dotted name in its imports, wherever they stand."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def home(found: str, known: Collection[str]) -> str:
    """The module that this dotted name is, or stands in; « » for those of others."""
    return found if not found or found in known else home(found.rpartition(".")[0], known)


def circle(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Modules of which each needs the next, the first and the last being the same."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
