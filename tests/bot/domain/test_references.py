"""References as they are written, typed and read on the phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.references import Lettre, Reference


@given(st.sampled_from(Lettre), st.integers(1, 999_999_999))
def test_a_reference_is_read_as_it_was_written(lettre: Lettre, numero: int) -> None:
    reference = Reference(lettre, numero)
    assert Reference.parse(str(reference)) == reference


def test_a_reference_has_four_digits_at_least() -> None:
    assert str(Reference(Lettre.SIGNALEMENT, 1)) == "V-0001"
    assert str(Reference(Lettre.RELAIS, 12_345)) == "R-12345"


@pytest.mark.parametrize("text", ["V-0324", "v324", " V 324 ", "v-324", "V0324"])
def test_a_reference_is_read_however_it_is_typed(text: str) -> None:
    assert Reference.parse(text) == Reference(Lettre.SIGNALEMENT, 324)


@pytest.mark.parametrize(
    "text", ["", "V", "V-0", "X-0001", "0324", "V-12a", "V-٣٢٤", "V-1234567890"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="écrivez V-0324"):
        Reference.parse(text)
