"""What a message is about is written and read in one place."""

from __future__ import annotations

import pytest

from storage.machine.outbox import Sujet, read_sujet


def test_what_is_written_is_read_back() -> None:
    alerte = Sujet("alerte")
    assert alerte.of(12) == "alerte:12"
    assert read_sujet(alerte.of(12)) == (alerte.genre, 12)


@pytest.mark.parametrize("text", ["", "alerte", "alerte:", ":12", "alerte:12a", "alerte:-1"])
def test_what_is_about_no_row_says_so(text: str) -> None:
    assert read_sujet(text) is None
