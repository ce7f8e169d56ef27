"""Numbers and addresses that are somebody's are found however they are typed."""

from __future__ import annotations

import pytest

from bot.domain.nominatif import Nature, passages, proposition


@pytest.mark.parametrize(
    ("texte", "nature", "propose"),
    [
        ("joindre au 07.65.43.21.09", Nature.TELEPHONE, "joindre au un numéro"),
        (
            "mail : amina.b@exemple.fr",
            Nature.COURRIEL,
            "mail : une adresse de courriel",
        ),
    ],
)
def test_what_reaches_somebody_is_found(texte: str, nature: Nature, propose: str) -> None:
    trouves = passages(texte)
    assert [one.nature for one in trouves] == [nature]
    assert proposition(texte, trouves) == propose
