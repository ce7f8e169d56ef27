"""Code words: many, short, all different, and never one that is taken."""

from __future__ import annotations

from bot.domain.mots_relais import MOTS, pick


def test_there_are_enough_words_and_each_is_one_written_once() -> None:
    assert len(MOTS) >= 150
    assert len(set(MOTS)) == len(MOTS)
    assert all(word == word.upper() and 3 <= len(word) <= 14 for word in MOTS)


def test_a_word_that_is_taken_is_never_drawn() -> None:
    free = "TILLEUL"
    taken = set(MOTS) - {free}
    assert pick(taken) == free
    assert pick((), lambda words: words[0]) == MOTS[0]


def test_two_words_are_joined_once_all_are_taken() -> None:
    first, _, second = pick(set(MOTS)).partition("-")
    assert first in MOTS or f"{first}-{second}".count("-") > 1
    assert second
