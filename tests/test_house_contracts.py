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
BUTTON_HOME, HIDDEN_HOME = "bot/buttons.py", "bot/engine/script.py"


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


def test_every_sentence_is_written_in_the_one_syntax_that_escapes() -> None:
    """`render_line` for plain text, `render_text` for Telegram: no `str.format`, nor `%`."""
    formatted = [
        f"{name(path)}: {ast.unparse(node)}"
        for path in CODE
        if not name(path).startswith("bot/sandbox/")
        for node in ast.walk(tree(path))
        if is_format(node)
    ]
    assert formatted == []


def test_a_formatted_sentence_is_seen() -> None:
    told = (
        "LOST.format(qui=1)",
        "'{x}'.format_map(known)",
        "'%s : %s' % (1, 2)",
        "f('a').format()",
    )
    assert all(any(map(is_format, ast.walk(ast.parse(one)))) for one in told)
    assert not any(
        map(is_format, ast.walk(ast.parse("f'{x}' + render_line(LOST, qui=1) + x % 2")))
    )


def is_format(node: ast.AST) -> bool:
    """`str.format`, `str.format_map`, or a text before `%`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in {"format", "format_map"}


def test_no_two_files_agree_in_silence_on_an_answer_that_nobody_gives() -> None:
    """`_presence` and its like are declared as values: `bot.engine.script.Beforehand`."""
    agreed = [
        f"{name(path)}: {text}"
        for path in CODE
        if name(path) != HIDDEN_HOME and name(path).startswith(("bot/", "handlers/"))
        for _line, text in strings(path)
        if HIDDEN.fullmatch(text)
    ]
    assert agreed == DOUBTS
