"""How much of what mediators really write is read, never below what was once measured."""

from __future__ import annotations

import re

import pytest

from bot.domain.lecture.vocabulaire import Lexique
from tests.corpus import saisies

FLOORS = {
    "reglage": 0.98, "inedit": 0.97, "neuf": 0.95, "frais": 0.98, "frais2": 0.92, "frais3": 0.97,
    "frais4": 0.97, "frais5": 0.97, "frais6": 0.97, "frais7": 0.97, "frais8": 0.97,
}  # fmt: skip
HARMLESS = 0.985
"""At least this share of messages from which nothing false is read."""


@pytest.fixture(scope="module")
def lexique() -> Lexique:
    return saisies.words()


@pytest.mark.parametrize("lot", FLOORS)
def test_messages_are_read_exactly(lexique: Lexique, lot: str) -> None:
    assert saisies.exact(saisies.corpus(lot), lexique) >= FLOORS[lot]


@pytest.mark.parametrize("lot", FLOORS)
def test_what_is_read_is_hardly_ever_false(lexique: Lexique, lot: str) -> None:
    assert saisies.harmless(saisies.corpus(lot), lexique) >= HARMLESS


def test_the_corpus_is_large_and_each_message_unique() -> None:
    messages = [one.message for one in saisies.corpus()]
    assert len(messages) == len(set(messages)) >= 150


def test_every_label_is_a_word_of_the_dispositif(lexique: Lexique) -> None:
    known = {slug for found in lexique.sens.values() for _genre, slug in found}
    known |= {slug for slugs in lexique.choses.values() for slug in slugs}
    known |= {*lexique.types_conflit, saisies.OPEN_TYPE, *saisies.categories()}
    for one in saisies.corpus():
        for name in ("site", "amb", "freq", "pos", "mes", "cat", "conf"):
            told = one.attendu.get(name, "")
            assert set(filter(None, told.split(","))) <= known, one.message
        counts = re.findall(r"[a-z-]+(?==)", one.attendu.get("comptes", ""))
        assert set(counts) <= set(lexique.publics.values()), one.message
