"""Contracts are values that tools check, never strings that two files agree on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_house_rules import CODE, name, tree

BUTTON = re.compile(r"\bg:[a-z]{2}:")
HIDDEN = re.compile(r"_[a-z][a-z_]*")
# Where a doubt's step and options are named, after what is doubted.
DOUBTS = ["handlers/saisie/compris.py: _dit", "handlers/saisie/compris.py: _possibles"]
# Where buttons are written and read, and where an answer's mark is put and told.
BUTTON_HOME, HIDDEN_HOME = "bot/buttons.py", "bot/engine/beforehand.py"


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module, docstrings and pieces of f-strings too, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_button_is_written_by_hand() -> None:
    typed = [
        f"{name(path)}:{line}"
        for path in CODE
        if name(path) != BUTTON_HOME and not name(path).startswith("bot/sandbox/")
        for line, text in strings(path)
        if BUTTON.search(text)
    ]
    assert typed == []


def test_no_two_files_agree_in_silence_on_an_answer_that_nobody_gives() -> None:
    """`_presence` and its like are declared as values: `bot.engine.beforehand.Beforehand`."""
    agreed = [
        f"{name(path)}: {text}"
        for path in CODE
        if name(path) != HIDDEN_HOME and name(path).startswith(("bot/", "handlers/"))
        for _line, text in strings(path)
        if HIDDEN.fullmatch(text)
    ]
    assert agreed == DOUBTS
