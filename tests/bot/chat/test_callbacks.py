"""Sixty-four bytes there and back; what this bot never wrote is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import Pressed
from bot.chat.callbacks import TalkButton, decode, encode
from bot.engine.state import Action, Tapped


@given(
    st.integers(1, 2**40),
    st.integers(0, 9999),
    st.sampled_from(Action),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-_:", max_size=40),
)
def test_a_button_comes_back_as_it_left(
    talk: int, rev: int, action: Action, argument: str
) -> None:
    data = encode(talk, rev, action, argument)
    assert len(data.encode()) <= 64
    assert decode(data) == TalkButton(talk, Tapped(action, argument, rev))


def test_an_object_s_button_names_its_deed() -> None:
    assert decode("g:sv:12:recu") == Pressed("sv", 12, "recu")


@pytest.mark.parametrize(
    "data",
    [
        f"c:{2**63}:1:f:",
        f"g:sv:{2**63}:recu",
        "c:-1:1:f:",
        "c:1:1_0:f:",
        "",
        "c",
        "c:1:2:p",
        "c:a:2:p:x",
        "c:1:2:z:x",
        "g:sv:x:recu",
        "g:sv:1",
        "h:1:2:3",
        "🙂",
    ],
)
def test_anything_else_is_no_button(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=64))
def test_no_data_breaks_the_reading(data: str) -> None:
    assert decode(data) is None or data[0] in "cg"
