"""What `make faults` tells is worth something: its checker sees, and its rows are somewhere."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.faults.__main__ import FAULTS
from tests.faults.checker import Found, inversions
from tests.faults.preuves import AILLEURS
from tests.faults.table import line, table
from tests.stories.kill.books import Books

ROOT = Path(__file__).parents[2]


def spoken(*rows: tuple[str, int, int, str]) -> Books:
    return cast(Books, SimpleNamespace(rows=lambda _statement: list(rows)))


@pytest.mark.parametrize(
    ("rows", "inverted"),
    [
        ([("7", 1, 10, "{}"), ("7", 2, 11, "{}")], 0),
        ([("7", 1, 11, "{}"), ("7", 2, 10, "{}")], 1),
        ([("7", 1, 11, "{}"), ("8", 2, 10, "{}")], 0),
        ([("7", 1, 11, "{}"), ("7", 2, 10, '{"edit": true}')], 0),
    ],
)
def test_an_answer_that_overtook_another_is_seen(rows: list[Any], inverted: int) -> None:
    assert len(list(inversions(spoken(*rows)))) == inverted


def test_each_wrong_is_counted_in_its_column_and_what_is_meant_in_none() -> None:
    found = Found(untold=["la coordination"])
    found.add(
        (
            "lost rencontre ×1: …",
            "never said ×1: …",
            "added rencontre ×1: …",
            "added message ×1: ('outbox:4:retard', 1)",
            "said ×1 too often without a mark: (7000003, 'Bonjour')",
        ),
        allowed=("7000003",),
    )
    one = line("sqlite", "essai", 3, found)
    assert one.wrong == (2, 1, 0, 1)
    assert not one.clean
    assert "| essai | sqlite | 3 | 2 | 1 | 0 | 1 |" in table([one], ())


def test_every_fault_is_named_once_and_those_that_are_elsewhere_are_there() -> None:
    names = [one.name for one in FAULTS] + [fault for fault, _where in AILLEURS]
    assert len(set(names)) == len(names) >= 40
    for _fault, where in AILLEURS:
        assert not where.startswith("tests/") or (ROOT / where).exists(), where
