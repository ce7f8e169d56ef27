"""Answers that no question asks are told from those that somebody gave."""

from __future__ import annotations

import pytest

from bot.engine.script import Beforehand, is_given, kept_for

SITE = Beforehand[str]("site")


def test_what_was_said_beforehand_is_found_again() -> None:
    answers = {"site": "place-b", **SITE.seed("place-a")}
    assert SITE.of(answers) == SITE.needed(answers) == "place-a"
    assert SITE.of({"site": "place-b"}) is None
    with pytest.raises(KeyError):
        SITE.needed({"site": "place-b"})


def test_only_a_question_s_own_key_was_given() -> None:
    assert is_given("site")
    assert not is_given(SITE.key)
    assert not is_given(kept_for("compte"))
