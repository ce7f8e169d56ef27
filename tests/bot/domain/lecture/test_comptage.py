"""Typed counts: understood, asked, or given back; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lecture.eclair import lire
from bot.domain.lecture.nombres import spelled
from bot.domain.lecture.reprises import read_repair
from storage.dispositif.lexique import words_of
from tests.storage.dispositif_cast import example

AMIENS = words_of(example("amiens"))
ALIAS = {"enfants": "enfants", "ados": "ados", "adultes": "adultes", "seniors": "seniors"}


@pytest.mark.parametrize(
    ("text", "comptes"),
    [
        ("8 ados, 3 adultes et 2 seniors", {"ados": 8, "adultes": 3, "seniors": 2}),
        ("un ado", {"ados": 1}),
        ("Une AÎNÉE", {"seniors": 1}),
        ("dix sept enfants", {"enfants": 17}),
        ("vingt ados puis quinze adultes", {"ados": 20, "adultes": 15}),
        ("4 18-25 ans", {"jeunes-adultes": 4}),
        ("5 jeunes adultes", {"jeunes-adultes": 5}),
        ("2 60+", {"seniors": 2}),
        ("3?", {"age-non-estime": 3}),
        ("1 ado ; 2 ados", {"ados": 3}),
        ("ados : 8, adultes : 3", {"ados": 8, "adultes": 3}),
        ("500 ados", {"ados": 500}),
        ("une dizaine d'ados", {"ados": 10}),
        ("8 chats 3 ados", {"ados": 3}),
        ("3 ados beaucoup", {"ados": 3}),
        ("adultes : 3, chats : 8", {"adultes": 3}),
        ("12 jeunes dont 5 filles", {"ados": 12}),
        ("8 ados 3 adultes soit 13 personnes", {"ados": 8, "adultes": 3, "age-non-estime": 2}),
        ("10 ados + 5 adultes = 15 pers", {"ados": 10, "adultes": 5}),
        ("23 personnes au total : 10 ados, 6 enfants, le reste des adultes",
         {"ados": 10, "enfants": 6, "adultes": 7}),
        ("un couple de retraités", {"seniors": 2}),
        ("2 seniors et le gardien", {"seniors": 2, "gardien-bailleur": 1}),
        ("0 ado", {}), ("501 ados", {}), ("-3 ados", {}), ("8", {}), ("", {}),
        ("12 personnes : 8 ados, 8 adultes", {"ados": 8, "adultes": 8}),
    ],
)  # fmt: skip
def test_what_is_typed_is_counted(text: str, comptes: dict[str, int]) -> None:
    assert lire(text, AMIENS).comptes == comptes


def test_a_total_below_its_parts_is_asked() -> None:
    assert lire("12 personnes : 8 ados, 8 adultes", AMIENS).a_demander == ["12 personnes"]


@pytest.mark.parametrize(
    ("text", "choix"),
    [("4-5 jeunes", (("ados", 4), ("ados", 5))),
     ("cinq-six gosses", (("enfants", 5), ("enfants", 6))),
     ("8, 9 jeunes", (("ados", 8), ("ados", 9))), ("+ de 30 ados", (("ados", 30),)),
     ("une vingtaine à trentaine de jeunes", (("ados", 20), ("ados", 30)))],
)  # fmt: skip
def test_a_range_counts_nobody_until_it_is_asked(
    text: str, choix: tuple[tuple[str, int], ...]
) -> None:
    read = lire(text, AMIENS)
    assert read.comptes == {}
    assert [one.choix for one in read.fourchettes] == [choix]


@pytest.mark.parametrize(
    ("words", "number"),
    [("soixante et onze", 71), ("quatre vingt dix", 90), ("vingt-deux", 22), ("cent vingt", 120),
     ("vint deux", 22), ("deux trois", 2), ("et un", 0), ("bonjour", 0)],
)  # fmt: skip
def test_number_words_are_read_whole_or_not_at_all(words: str, number: int) -> None:
    assert spelled(words.split())[0] == number


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.sampled_from(sorted(ALIAS))),
        min_size=1,
        max_size=4,
        unique_by=lambda pair: pair[1],
    )
)
def test_what_is_written_out_is_read_back(pairs: list[tuple[int, str]]) -> None:
    text = ", ".join(f"{count} {word}" for count, word in pairs)
    assert lire(text, AMIENS).comptes == {ALIAS[word]: count for count, word in pairs}


@pytest.mark.parametrize(
    ("text", "after"),
    [("non 6 pas 8", {"ados": 6, "adultes": 3}), ("pas 8 mais 6", None),
     ("erreur 5", {"ados": 8, "adultes": 5}), ("en fait 6 ados", {"ados": 6, "adultes": 3}),
     ("plutôt 12 au lieu de 3", {"ados": 8, "adultes": 12}), ("non 6 pas 7", None), ("non", None)],
)  # fmt: skip
def test_a_word_taken_back_says_which_count(text: str, after: dict[str, int] | None) -> None:
    reprise = read_repair(text, AMIENS)
    assert (reprise and reprise.applied({"ados": 8, "adultes": 3})) == after
