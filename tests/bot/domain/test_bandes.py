"""Ages in bands: whoever knows the rule and the sum finds no small one again."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from bot.domain.bandes import banded


@pytest.mark.parametrize(
    ("ages", "autres", "bandes"),
    [
        ([6, 13, 0, 7], 9, [(0,), (1,), (2,), (3,), (4,)]),
        ([3, 25, 0, 15], 6, [(0, 1), (2,), (3,), (4,)]),
        ([0, 13, 7, 4], 0, [(0,), (1,), (2, 3), (4,)]),
        ([0, 13, 7, 9], 3, [(0,), (1,), (2,), (3, 4)]),
        ([1, 5, 9, 0], 0, [(0, 1, 2), (3,), (4,)]),
        ([2, 0, 1, 0], 20, [(0, 1, 2, 3, 4)]),
        ([], 8, [(0,)]),
    ],
)
def test_a_small_age_goes_with_its_neighbours(
    ages: list[int], autres: int, bandes: list[tuple[int, ...]]
) -> None:
    assert banded(ages, autres) == bandes


@pytest.mark.parametrize(("size", "highest"), [(2, 30), (3, 20), (4, 14)])
def test_an_attacker_who_knows_the_rule_and_the_sum_finds_no_small_age(
    size: int, highest: int
) -> None:
    possible = defaultdict(list)
    for counts in product(range(highest + 1), repeat=size):
        if sum(counts) <= highest:
            bandes = banded(counts[:-1], counts[-1])
            told = [(bande, sum(counts[rank] for rank in bande)) for bande in bandes]
            possible[sum(counts), str(told if len(told) > 1 else "")].append(counts)
    found = [
        (told, rank)
        for told, behind in possible.items()
        for rank in range(size)
        if 0 < behind[0][rank] < 5 and len({counts[rank] for counts in behind}) == 1
    ]
    assert found == []
