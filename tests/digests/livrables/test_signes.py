"""What people type is printed in signs that every format has, in the order in which it is read."""

from __future__ import annotations

import pytest

from digests.livrables.signes import imprimable, tout_imprimable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("✅ fait, ✗ non", "✓ fait, ✗ non"),
        ("⚠️ danger", "Attention : danger"),
        ("🔎 À confirmer 🏳️‍🌈 fin", "À confirmer fin"),
        ("\u202eneila\u202c\u200b d\u2066roit", "neila droit"),
        ("tab\tulé\x00\x0b\x1f\nligne", "tab ulé\nligne"),
        ("Œuvre d’été « 3 € » → Şanlıurfa", "Œuvre d’été « 3 € » → Şanlıurfa"),
    ],
)
def test_each_sign_is_printed_said_or_left_out(typed: str, printed: str) -> None:
    assert imprimable(typed) == printed
    assert tout_imprimable({"a": [typed, 3, None]}) == {"a": [printed, 3, None]}
