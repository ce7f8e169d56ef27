"""One word means one thing: a public name stands in one room only."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.test_house_rules import CODE, HISTORY, name, tree

HOMONYMS: frozenset[str] = frozenset()
"""Public names that still stand in two modules: this list only ever shrinks."""


def public_names(module: ast.Module) -> Iterator[str]:
    """Classes, kinds and aliases (CamelCase) that a module defines for others."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def is_a_kind(word: str) -> bool:
    """« Compte », and neither « COMPTE » nor « _Compte »."""
    return word[0].isupper() and not word.isupper()


def rooms(modules: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Where each public name is defined."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for place, module in modules.items():
        for word in filter(is_a_kind, public_names(module)):
            places[word].add(place)
    return places


def homonyms(paths: list[Path]) -> dict[str, set[str]]:
    modules = {name(path): tree(path) for path in paths if not name(path).startswith(HISTORY)}
    return {word: places for word, places in rooms(modules).items() if len(places) > 1}


def test_no_public_name_means_two_things() -> None:
    assert {word for word in homonyms(CODE)} == HOMONYMS, homonyms(CODE)


def test_a_homonym_would_be_seen() -> None:
    modules = {
        "bot/a.py": ast.parse("class Compte: ..."),
        "bot/b.py": ast.parse("Compte = tuple[int, int]\nCOMPTE = 1\n_Compte = 2"),
    }
    assert rooms(modules)["Compte"] == {"bot/a.py", "bot/b.py"}
    assert "COMPTE" not in rooms(modules)
