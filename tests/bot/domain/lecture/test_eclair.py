"""A typed message is read without ever guessing: whatever the text, whatever its dress."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lecture.eclair import lire
from bot.domain.lecture.quand import JourDit
from bot.domain.lecture.vocabulaire import Genre, Lexique, distance, meanings, stem
from storage.dispositif.lexique import words_of
from tests.storage.dispositif_cast import example

AMIENS = words_of(example("amiens"))
PIECES = (
    "8 ados", "3 adultes", "une dizaine de jeunes", "calme", "tendu", "pas", "lampadaire", "HS",
    "devant le 12", "à 18h30", "hier", "site A", "au square", "bus 7", "3e étage", "danger", ",",
    "sacs poubelle", "le 12", "12-17", "5-6", "?", "et", "un", "999999999999", "place de quartier",
)  # fmt: skip
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19,
}  # fmt: skip

WORDS = ("mots", "lieu", "inconnus", "a_demander", "autre_lieu", "devine", "meme_lieu")

TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=10).map(" ".join),
)


def meaning(text: str) -> dict[str, Any]:
    """All that is read, but for the very words of the message."""
    read = asdict(lire(text, AMIENS))
    read["quand"] = read["quand"] and {**read["quand"], "mots": ""}
    for one in read["fourchettes"]:
        one["mots"] = ""
    return {name: read[name] for name in read if name not in WORDS}


def said_numbers(text: str) -> set[int]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    digits = {int(found[:9]) for found in re.findall(r"\d+", bare)}
    spelled = {n for word, n in NUMBERS.items() if word in re.sub(r"\s", "-", bare)}
    return digits | spelled


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_read_alike_twice(text: str) -> None:
    assert lire(text, AMIENS) == lire(text, AMIENS)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_count_is_invented(text: str) -> None:
    read = lire(text, AMIENS)
    numbers = said_numbers(text)
    assert sum(read.comptes.values()) <= 500 * len(re.findall(r"\S+", text))
    for count in read.comptes.values():
        assert any(count % n == 0 or count >= n for n in numbers if n)
        assert numbers, f"{count} was never said"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_case_accents_and_spaces_change_nothing(text: str) -> None:
    bare = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in bare if not unicodedata.combining(char))
    assert meaning(text.upper()) == meaning(text)
    assert meaning(plain) == meaning(text)
    assert meaning(f"  {text.replace(' ', '   ')} ") == meaning(text)


@pytest.mark.parametrize(
    "text",
    ["le 12", "bus 7", "3e étage", "06 39 98 12 34", "12 ans", "5-6 jeunes", "rue du 8 mai",
     "pas 8 ados", "plus de 8 ados", "8", "2 petits chiens", "un vieux canapé", "900 ados"],
)  # fmt: skip
def test_what_only_looks_like_a_count_counts_nobody(text: str) -> None:
    assert lire(text, AMIENS).comptes == {}


@pytest.mark.parametrize("text", ["pas calme", "pas très calme", "plus tendu", "aucune tension"])
def test_a_negation_is_never_read_as_its_contrary(text: str) -> None:
    read = lire(text, AMIENS)
    assert read.ambiance == []
    assert read.inconnus == [text.removeprefix("très ")]


def test_what_is_not_understood_is_given_back_word_for_word() -> None:
    read = lire("8 ados, Zorbs l'étrange, calme et wxyz", AMIENS)
    assert read.inconnus == ["Zorbs l'étrange", "wxyz"]


def test_a_name_that_goes_on_is_another_place() -> None:
    assert lire("square du Pigeonnier, calme", AMIENS).sites == []
    assert lire("square, calme", AMIENS).sites == ["site-b"]


def test_only_the_first_defect_is_read_the_other_is_given_back() -> None:
    read = lire("lampadaire HS devant le 12, tag hall B", AMIENS)
    assert (read.categorie, read.lieu) == (["vt-eclairage-public"], "devant le 12")
    assert read.inconnus == ["tag hall B"]


@pytest.mark.parametrize(
    ("text", "minutes", "hier"),
    [("à 18h30 calme", 1110, False), ("calme 18:30", 1110, False), ("hier 22h calme", 1320, True),
     ("vers 19 heures calme", 1140, False), ("calme à midi", 720, False)],
)  # fmt: skip
def test_an_hour_is_read(text: str, minutes: int, hier: bool) -> None:
    quand = lire(text, AMIENS).quand
    assert quand is not None
    assert (quand.minutes, quand.jour == JourDit(back=1)) == (minutes, hier)


@pytest.mark.parametrize("text", ["de 17h à 19h", "jusqu'à 23h", "rdv 14h", "25h"])
def test_a_span_or_an_appointment_is_not_the_hour_of_an_entry(text: str) -> None:
    quand = lire(text, AMIENS).quand
    assert quand is None or quand.minutes is None


def test_nothing_is_read_past_the_limit() -> None:
    assert lire("x " * 600 + "8 ados", AMIENS).comptes == {}


def test_a_phrase_of_two_genres_is_a_defect_first() -> None:
    words = [("encombrants", Genre.MESUSAGE, "m"), ("encombrants", Genre.CATEGORIE, "c")]
    assert lire("encombrants", Lexique(sens=meanings(words))).categorie == ["c"]


def test_an_empty_dispositif_understands_nothing() -> None:
    assert lire("8 ados calme", Lexique()).inconnus == ["8 ados calme"]


@pytest.mark.parametrize(
    "piece", [" ", "\n", "de ", "max ", "âgées  ", "dans\n", "env. ", "ou ", "et "]
)
def test_whatever_is_repeated_a_message_is_read_at_once(piece: str) -> None:
    """A thousand blanks after « Seniors » held every phone for two minutes and a half."""
    began = time.process_time()
    lire("Seniors " + piece * (1000 // len(piece)) + "x", AMIENS)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("ados", "ados", 0), ("adso", "ados", 1), ("lampdaire", "lampadaire", 1), ("a", "abcd", 3)],
)
def test_slips_of_the_finger_are_counted(one: str, other: str, far: int) -> None:
    assert distance(one, other) == distance(other, one) == far


@pytest.mark.parametrize(("one", "other"), [("Cassées", "casse"), ("TENDUE", "tendu")])
def test_plural_feminine_and_accents_are_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)
