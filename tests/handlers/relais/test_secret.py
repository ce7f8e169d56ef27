"""Whoever holds a code word holds a relais: Telegram lets nobody forward what shows one."""

from __future__ import annotations

import pytest

from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.relais.cast import hands_over, morning, starts


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def test_every_message_that_shows_a_code_word_was_protected_from_the_first(street: Team) -> None:
    word = hands_over(street).mot
    morning(street, 7)
    street.says(MEDIATRICE, "/relais")
    shown = [one for one in street.phones[MEDIATRICE].values() if word in one["text"]]
    assert len(shown) > 1
    assert all(one.get("protect") for one in shown)


def test_what_is_to_be_handed_on_is_not(street: Team) -> None:
    street.says(COORDINATION, "👥 Équipe")
    street.taps(COORDINATION, "➕ Inviter", "Coordination")
    street.says(COORDINATION, "Relève")
    (letter,) = [one for one in street.phones[COORDINATION].values() if "/start" in one["text"]]
    assert "protect" not in letter
