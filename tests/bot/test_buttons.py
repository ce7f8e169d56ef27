"""A kind of button: what it may carry, what is written under it, what is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import BYTES_MAX, ROW_ID, SLUG, Button, Pressed, button, read

RETOURS = Button("rt", ("liste", rf"site\.{SLUG}", rf"n-{ROW_ID}"))


def test_a_button_is_read_back_as_it_was_written() -> None:
    assert button(RETOURS, 12, "liste") == "g:rt:12:liste"
    assert read("g:rt:12:liste") == Pressed("rt", 12, "liste")
    assert read(button(RETOURS, 0, "site.place-a")) == Pressed("rt", 0, "site.place-a")


@pytest.mark.parametrize("argument", ["", "listes", "site.", "site.Place A", "n-x", "liste\n"])
def test_what_a_kind_does_not_carry_is_never_written(argument: str) -> None:
    assert not RETOURS.may_carry(argument)
    with pytest.raises(ValueError, match="never carries"):
        button(RETOURS, 1, argument)


def test_telegram_s_sixty_four_bytes_are_never_passed() -> None:
    longest = "a" * (BYTES_MAX - len("g:rt:1:site."))
    assert len(button(RETOURS, 1, f"site.{longest}").encode()) == BYTES_MAX
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        button(RETOURS, 1, f"site.{longest}a")


@pytest.mark.parametrize("data", ["", "g:rt:x:liste", "g:rt:1", "g:retours:1:liste", "h:rt:1:a"])
def test_what_was_never_written_here_is_nothing(data: str) -> None:
    assert read(data) is None


@given(st.text(max_size=80))
def test_no_data_breaks_the_reading(data: str) -> None:
    found = read(data)
    assert found is None or data.startswith(f"g:{found.code}:")
