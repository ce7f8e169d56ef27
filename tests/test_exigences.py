"""docs/exigences.md says of each requirement what works, what is missing, and what shows it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import digits
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "exigences.md"
DONE, PARTLY, MISSING = "fait", "en partie", "absent"
NOTHING: Final = "—"
NO_TEST: Final = "aucun test"
READERS: Final = "\n## Qui trouve quoi"
"""The page ends with a table of another kind: where each reader finds the answer."""
ID: Final = r"(?:[A-Z]+-\d+|[A-Z]\d\d)"
TABLE: Final = re.compile(r"^\| (?!Exigence|-)(.+) \|$", re.MULTILINE)
NAMED: Final = re.compile(r"`(tests/(?:[\w/]+/)?test_\w+\.py)::(test_\w+)`")
EXPECTED: Final = re.compile(r"^Les lignes attendues : ([^(.]+)", re.MULTILINE)
RANGE: Final = re.compile(rf"({ID}) à ({ID})")
WHOLE: Final = {
    "A": 22, "B": 34, "C": 24, "D": 10, "E": 15, "F": 14, "G": 15, "H": 28, "I": 16, "J": 11,
    "K": 27, "L": 11, "M": 12, "BAI-": 4, "CLS-": 4, "COO-": 10, "CPV-": 6, "DEL-": 3, "ELU-": 3,
    "MED-": 14, "PAR-": 3, "SVC-": 5, "TAP-": 13,
}  # fmt: skip
"""How many lines the requirements hold in each group that the page walks whole."""


@dataclass(frozen=True)
class Row:
    """A line of the page: `exigence` is its id, then its name."""

    exigence: str
    etat: str
    manque: str
    preuve: str

    @property
    def id(self) -> str:
        return self.exigence.partition(" · ")[0]

    @property
    def tests(self) -> list[tuple[str, str]]:
        """(file, function) of each test that the line names."""
        return NAMED.findall(self.preuve)


@cache
def rows() -> list[Row]:
    page, _, _ = PAGE.read_text(encoding="utf-8").partition(READERS)
    lines = [line.split(" | ") for line in TABLE.findall(page)]
    assert [line for line in lines if len(line) != 4] == []
    return [Row(*line) for line in lines]


def through(first: str, last: str) -> Iterator[str]:
    """« C01 », « C03 »: C01, C02 and C03; « MED-9 », « MED-10 » are not padded."""
    group = first.rstrip(digits)
    assert last.startswith(group)
    low, high = first.removeprefix(group), last.removeprefix(group)
    width = len(low) if low.startswith("0") else 0
    for number in range(int(low), int(high) + 1):
        yield f"{group}{number:0{width}}"


def expected() -> list[str]:
    """What the page itself says that its groups hold."""
    found = EXPECTED.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    ranges = RANGE.findall(found[1])
    assert len(ranges) == found[1].count(" à ")
    return [one for first, last in ranges for one in through(first, last)]


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file; none where there is no file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    whole = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(
        node.name for node in whole if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_each_requirement_of_the_groups_has_one_line() -> None:
    told = Counter(row.id for row in rows())
    assert [one for one, times in told.items() if times > 1] == []
    assert [one for one in told if not re.fullmatch(ID, one)] == []
    assert Counter(one.rstrip(digits) for one in expected()) == WHOLE
    assert sorted(set(expected()) - set(told)) == []
    groups = {one.rstrip(digits) for one in expected()}
    known = set(expected())
    assert [one for one in told if one.rstrip(digits) in groups and one not in known] == []


def test_a_line_says_one_of_three_states_and_what_is_missing_unless_nothing_is() -> None:
    assert {row.etat for row in rows()} == {DONE, PARTLY, MISSING}
    assert [row.id for row in rows() if (row.etat == DONE) != (row.manque == NOTHING)] == []


def test_every_test_that_is_named_exists() -> None:
    named = [(row.id, path, test) for row in rows() for path, test in row.tests]
    assert [one for one in named if one[2] not in functions(one[1])] == []
    assert len(named) > len(rows()) / 2


def test_nothing_is_done_without_a_test_and_what_names_none_says_so() -> None:
    assert [row.id for row in rows() if row.etat == DONE and not row.tests] == []
    assert [row.id for row in rows() if row.etat == MISSING and row.tests] == []
    said = {
        row.id: "<br>".join(f"`{path}::{test}`" for path, test in row.tests) or NO_TEST
        for row in rows()
    }
    assert [row.id for row in rows() if row.preuve != said[row.id]] == []
