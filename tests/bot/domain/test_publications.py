"""Tables read together give away no small count that each of them kept silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.petits_effectifs import mediateurs_publiables, protect
from bot.domain.publications import sans_revelation
from bot.domain.ventilation import Ventilation

LUNDI = date(2026, 11, 2)
OUEST, NORD = frozenset({"a", "b"}), frozenset({"c"})


def table(
    comptes: dict[str, int | None],
    total: int | None = None,
    *,
    lieux: frozenset[str] = OUEST,
    semaine: int = 0,
    semaines: int = 1,
) -> Ventilation:
    """total: when something of it is not told."""
    whole = sum(n or 0 for n in comptes.values()) if total is None else total
    debut = LUNDI + timedelta(weeks=semaine)
    return Ventilation("public", lieux, debut, debut + timedelta(weeks=semaines), comptes, whole)


def told(table: Ventilation, *before: Ventilation) -> dict[str, int | None]:
    return dict(sans_revelation(before, table).comptes)


WEEKS = [
    table({"ados": 12, "adultes": 8, "seniors": 30}),
    table({"ados": None, "adultes": None, "seniors": 25}, 40, semaine=1),
]


def test_a_month_that_gives_a_silent_week_away_keeps_silent_too() -> None:
    month = table({"ados": 15, "adultes": 20, "seniors": 55}, semaines=2)
    assert told(month, *WEEKS) == {"ados": None, "adultes": None, "seniors": 55}
    assert told(month, WEEKS[1]) == month.comptes, "of one week alone, nothing can be taken out"


def test_a_town_less_one_territoire_is_the_other() -> None:
    ouest = table({"ados": 12, "adultes": 8})
    town = table({"ados": 15, "adultes": 8}, lieux=OUEST | NORD)
    assert told(town, ouest)["ados"] is None
    apart = table({"ados": 19, "adultes": 8}, lieux=OUEST | NORD)
    assert told(apart, ouest) == apart.comptes


@pytest.mark.parametrize(("then", "kept"), [(13, False), (8, False), (12, True), (17, True)])
def test_a_correction_does_not_tell_whom_it_adds_or_takes_out(then: int, *, kept: bool) -> None:
    first = table({"ados": 12, "adultes": 8})
    again = table({"ados": then, "adultes": 8})
    assert (told(again, first)["ados"] == then) is kept


def test_what_follows_from_a_corrected_letter_is_silent_as_what_follows_from_the_first() -> None:
    """Two of « b », once who reads two sites at a time has the three of them."""
    first, again = table({"ados": 12, "adultes": 30}), table({"ados": 20, "adultes": 30})
    est = table({"ados": 11, "adultes": 30}, lieux=frozenset("bc"))
    sud = table({"ados": 27, "adultes": 30}, lieux=frozenset("ac"))
    assert told(sud, again, est)["ados"] is None
    assert told(sud, first, again, est)["ados"] is None, "the first letter hid it"
    assert told(sud, again, first, est)["ados"] is None, "and so would it have the other way"
    assert told(sud, first, est) == sud.comptes, "of the first one alone, nothing is small"


def test_what_a_total_leaves_to_one_silent_category_takes_another_with_it() -> None:
    first = table({"ados": None, "adultes": None, "seniors": 9}, 20)
    week = table({"ados": 20, "adultes": None, "seniors": 0}, 32, semaine=1)
    month = table({"ados": 30, "adultes": 13, "seniors": 9}, semaines=2)
    found = told(month, first, week)
    assert found == {"ados": None, "adultes": None, "seniors": 9}, "ten of eleven leave one"


def test_what_is_left_of_a_category_beside_one_that_nobody_tells_of_is_small_too() -> None:
    """Of two seniors or others, there are two seniors at most."""
    weeks = [
        table({"ados": 30, "adultes": 7, "seniors": 12, "autres": 0}),
        table(dict.fromkeys(("ados", "adultes", "seniors", "autres")), 32, semaine=1),
    ]
    quarter = table({"ados": 56, "adultes": 11, "seniors": None, "autres": None}, 81, semaines=2)
    found = told(quarter, *weeks)
    assert [n for n in found.values() if n is not None] != [56, 11], "14 - 12 seniors or others"


def test_a_year_of_weeks_and_its_total_is_settled_at_once() -> None:
    weeks = [
        table(dict(zip("abcdefgh", protect([n % 7 * 3, 4, 9, 20, 6, 2, 11, 5]), strict=True)),
              n % 7 * 3 + 57, semaine=n)
        for n in range(52)
    ]  # fmt: skip
    year = table(
        {key: 52 * n for key, n in zip("abcdefgh", [9, 4, 9, 20, 6, 2, 11, 5], strict=True)},
        semaines=52,
    )
    assert told(year, *weeks)["c"] == 52 * 9


@pytest.mark.parametrize(
    ("par_site", "semaines", "leaves"),
    [([3, 4], 1, True), ([4, 2], 1, False), ([2], 11, False), ([2], 12, True), ([], 12, False)],
)
def test_the_mediators_of_one_binome_are_told_of_over_twelve_weeks_only(
    par_site: list[int], semaines: int, *, leaves: bool
) -> None:
    assert mediateurs_publiables(par_site, semaines) is leaves
