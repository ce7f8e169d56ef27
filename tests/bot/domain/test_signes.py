"""What nobody sees is taken out, wherever words come from."""

from __future__ import annotations

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.signes import sans_pieges


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 ados\t3 adultes", "8 ados 3 adultes"),
        ("deux\nlignes", "deux\nlignes"),
        ("deux\u2028lignes", "deux lignes"),
        ("\u202eretourné", "retourné"),
        ("caché\u200b\ufeff", "caché"),
        ("moitié\ud83d de signe", "moitié de signe"),
        ("rien\uffff du\ufdd0 tout\U0001ffff", "rien du tout"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_hidden_marks_go_and_everything_else_stays(typed: str, kept: str) -> None:
    assert sans_pieges(typed) == kept


@given(st.text(st.characters(), max_size=60))
def test_whatever_is_typed_can_be_written_in_a_document_and_read_alike_twice(typed: str) -> None:
    kept = sans_pieges(typed)
    assert sans_pieges(kept) == kept
    document = Document()
    document.add_paragraph(kept)
    document.save(io.BytesIO())
