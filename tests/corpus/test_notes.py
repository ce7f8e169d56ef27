"""How much of what names somebody is found in notes, never below what was once measured."""

from __future__ import annotations

import pytest

from bot.domain.nominatif import Nature, passages
from tests.corpus import notes, saisies

FLOORS = {
    "reglage": 0.98,
    "inedit": 0.98,
    "frais": 0.97,
    "nombres": 0.99,
    "etats": 0.99,
    "rue": 0.97,
    "maniere": 0.97,
    "surnoms": 0.8,
    "surnoms2": 0.91,
    "surnoms3": 0.83,
    "surnoms4": 0.93,
    "surnoms5": 0.99,
    "surnoms6": 0.95,
    "surnoms7": 0.93,
    "surnoms8": 0.9,
    "ordinaire": 0.96,
    "etats2": 0.99,
    "etats3": 0.99,
    "nombres2": 0.96,
    "nombres3": 0.99,
    "nombres4": 0.99,
    "nombres5": 0.97,
    "nombres6": 0.99,
    "mixte": 0.93,
    "mixte2": 0.93,
}
"""Of precision, of recall, and of the things that the spans cover."""
STRUCTURES = {
    Nature.TELEPHONE, Nature.COURRIEL, Nature.PSEUDO, Nature.PLAQUE, Nature.NIR, Nature.IBAN,
    Nature.NAISSANCE,
}  # fmt: skip
FALSE_ALARMS = 5
"""Among the messages of the street, most of which name nobody."""


@pytest.mark.parametrize("lot", FLOORS)
def test_who_is_named_is_found_and_hardly_anything_else(lot: str) -> None:
    found = notes.measured(notes.corpus(lot))
    assert min(found.precision, found.rappel, found.couverture) >= FLOORS[lot]


def test_every_number_and_address_of_somebody_is_found() -> None:
    shaped = [
        one for one in notes.corpus() if STRUCTURES & {nature for nature, _words in one.choses}
    ]
    assert len(shaped) >= 400
    assert notes.missed(shaped) == []


def test_what_mediators_write_of_the_street_is_hardly_ever_stopped() -> None:
    stopped = [one.message for one in saisies.corpus() if passages(one.message)]
    assert len(stopped) <= FALSE_ALARMS, stopped


def test_the_corpus_is_large_and_each_note_unique() -> None:
    texts = [one.texte for one in notes.corpus()]
    assert len(texts) == len(set(texts)) >= 300
    assert all(words in one.texte for one in notes.corpus() for _nature, words in one.choses)
