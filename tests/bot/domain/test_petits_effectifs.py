"""What is not published cannot be found again by whoever subtracts."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.petits_effectifs import SEUIL, protect, protect_beside, protect_rare


@pytest.mark.parametrize(
    ("comptes", "publies"),
    [
        ([12, 8, 5], [12, 8, 5]),
        ([12, 0, 5], [12, 0, 5]),
        ([], []),
        ([12, 8, 3], [None, 8, None]),
        ([20, 3, 0], [None, None, None]),
        ([3, 4, 30, 9], [None, None, None, 9]),
        ([5, 1, 6, 7], [None, None, None, 7]),
        ([2, 0], [None, None]),
        ([0, 1, 0], [None, None, None]),
        ([0, 0], [0, 0]),
    ],
)
def test_small_counts_go_and_take_the_first_others_with_them(
    comptes: list[int], publies: list[int | None]
) -> None:
    assert protect(comptes) == publies


@given(st.lists(st.integers(0, 60), max_size=7))
def test_no_published_count_is_small_and_what_is_hidden_together_is_not(
    comptes: list[int],
) -> None:
    publies = protect(comptes)
    assert all(shown is None or shown == n for shown, n in zip(publies, comptes, strict=True))
    assert not [shown for shown in publies if shown and shown < SEUIL]
    kept_back = sum(comptes) - sum(shown or 0 for shown in publies)
    assert kept_back == 0 or kept_back >= SEUIL or sum(comptes) < SEUIL


@pytest.mark.parametrize(("size", "highest"), [(2, 30), (3, 24), (4, 15)])
def test_an_attacker_who_knows_the_rule_and_the_sum_finds_no_hidden_count(
    size: int, highest: int
) -> None:
    possible: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for comptes in product(range(highest + 1), repeat=size):
        # Every table of that sum is tried, so that the attacker sees all that may lie behind one.
        if sum(comptes) <= highest:
            possible[sum(comptes), tuple(protect(comptes))].append(comptes)
    found = [
        (publies, behind)
        for (_, publies), behind in possible.items()
        for at, shown in enumerate(publies)
        if shown is None and len({comptes[at] for comptes in behind}) == 1
    ]
    assert found == []


@pytest.mark.parametrize(
    ("comptes", "cellules", "publies"),
    [
        ([0, 12, 0], [2, 10], [None, None, None]),
        ([0, 12, 0], [5, 0, 7], [0, 12, 0]),
        ([6, 6, 0], [2, 10], [6, 6, 0]),
        ([12, 8, 3], [3, 20], [None, 8, None]),
        ([0, 0], [0, 0], [0, 0]),
    ],
)
def test_a_public_that_is_alone_is_not_told_beside_a_place_where_few_were_met(
    comptes: list[int], cellules: list[int], publies: list[int | None]
) -> None:
    assert protect_beside(comptes, cellules) == publies


@pytest.mark.parametrize(
    ("comptes", "publies"),
    [
        ([12, 8, 5], [12, 8, 5]),
        ([12, 8, 3], [12, None, None]),
        ([20, 4, 3, 0], [20, None, None, None]),
        ([20, 3, 0], [None, None, None]),
        ([4, 30, 4], [None, None, None]),
        ([0, 0, 7], [None, None, 7]),
    ],
)
def test_the_largest_is_told_beside_words_too_rare_to_be(
    comptes: list[int], publies: list[int | None]
) -> None:
    assert protect_rare(comptes) == publies


@pytest.mark.parametrize(("size", "highest"), [(2, 24), (3, 20), (4, 14)])
def test_no_rare_word_is_found_again_by_whoever_knows_the_rule_and_the_sum(
    size: int, highest: int
) -> None:
    behind: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for comptes in product(range(highest + 1), repeat=size):
        if sum(comptes) <= highest:
            behind[sum(comptes), tuple(protect_rare(comptes))].append(comptes)
    assert not [
        (publies, at)
        for (_, publies), tables in behind.items()
        for at, shown in enumerate(publies)
        if shown is None
        and len({table[at] for table in tables}) == 1
        and 0 < tables[0][at] < SEUIL
    ]
