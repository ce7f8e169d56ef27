"""Typed counts: understood, or given back, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lecture.compte import ComptesLus, parse_compte

ALIAS = {
    "enfant": "enfants", "ado": "ados", "ados": "ados", "jeune": "ados", "18-25": "jeunes-adultes",
    "jeunes adultes": "jeunes-adultes", "adulte": "adultes", "senior": "seniors",
    "aîné": "seniors", "60+": "seniors", "commerçante": "commercant", "?": "age-non-estime",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "comptes"),
    [
        ("8 ados 3 adultes", {"ados": 8, "adultes": 3}),
        ("8 ados, 3 adultes et 2 seniors", {"ados": 8, "adultes": 3, "seniors": 2}),
        ("un ado", {"ados": 1}),
        ("Une AÎNÉE", {"seniors": 1}),
        ("deux aines", {"seniors": 2}),
        ("DEUX AÎNÉS", {"seniors": 2}),
        ("dix-sept enfants", {"enfants": 17}),
        ("dix sept enfants", {"enfants": 17}),
        ("vingt ados puis quinze adultes", {"ados": 20, "adultes": 15}),
        ("8ados", {"ados": 8}),
        ("4 18-25", {"jeunes-adultes": 4}),
        ("4 18-25 ans", {"jeunes-adultes": 4}),
        ("5 jeunes adultes", {"jeunes-adultes": 5}),
        ("5 jeunes", {"ados": 5}),
        ("2 60+", {"seniors": 2}),
        ("3 ?", {"age-non-estime": 3}),
        ("3?", {"age-non-estime": 3}),
        ("2 commerçantes", {"commercant": 2}),
        ("2 commercantes", {"commercant": 2}),
        ("1 ado ; 2 ados", {"ados": 3}),
        ("ados : 8, adultes : 3", {"ados": 8, "adultes": 3}),
        ("500 ados", {"ados": 500}),
    ],
)
def test_what_is_typed_is_counted(text: str, comptes: dict[str, int]) -> None:
    found = parse_compte(text, ALIAS)
    assert found.comptes == comptes
    assert bool(found.inconnus) == (not comptes)


@pytest.mark.parametrize(
    ("text", "comptes", "inconnus"),
    [
        ("", {}, ()),
        ("bonjour", {}, ("bonjour",)),
        ("8", {}, ("8",)),
        ("ados", {}, ("ados",)),
        ("8 chats 3 ados", {"ados": 3}, ("8 chats",)),
        ("3 ados beaucoup", {"ados": 3}, ("beaucoup",)),
        ("3 ados 4", {"ados": 3}, ("4",)),
        ("3 4 ados", {"ados": 4}, ("3",)),
        ("0 ado", {}, ("0 ado",)),
        ("501 ados", {}, ("501 ados",)),
        ("-3 ados", {}, ("-3", "ados")),
        ("une dizaine d'ados", {}, ("une dizaine", "ados")),
        ("chats : 8, adultes : 3", {"adultes": 8}, ("chats", "3")),
        ("adultes : 3, chats : 8", {"adultes": 3}, ("8 chats",)),
    ],
)
def test_what_is_not_understood_is_given_back(
    text: str, comptes: dict[str, int], inconnus: tuple[str, ...]
) -> None:
    assert parse_compte(text, ALIAS) == ComptesLus(comptes, inconnus)


def test_the_total_is_that_of_all_publics() -> None:
    assert parse_compte("8 ados 3 adultes 2 seniors", ALIAS).total == 13


@given(st.text(max_size=200))
def test_any_text_gives_counts_in_bounds_of_known_publics(text: str) -> None:
    found = parse_compte(text, ALIAS)
    assert set(found.comptes) <= set(ALIAS.values())
    assert all(count >= 1 for count in found.comptes.values())


@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.sampled_from(sorted(ALIAS))),
        min_size=1,
        max_size=6,
        unique_by=lambda pair: ALIAS[pair[1]],
    )
)
def test_what_is_written_out_is_read_back(pairs: list[tuple[int, str]]) -> None:
    text = ", ".join(f"{count} {word}" for count, word in pairs)
    assert parse_compte(text, ALIAS) == ComptesLus({ALIAS[w]: n for n, w in pairs}, ())
