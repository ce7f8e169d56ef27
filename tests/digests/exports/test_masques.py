"""A quarter beside its weeks and its months gives none of them away that letters kept silent."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from digests.exports.cellules import EXACT, RIEN, CelluleExport
from digests.exports.masques import (
    AU_MOINS,
    AUTRES,
    MOINS,
    SE_DEDUIT,
    TU,
    ensemble,
    publiables,
)
from storage.indicateurs.contrat import Mediane, Nombre, Proportion, Repartition
from storage.indicateurs.registre import registre

DEMARCHES, TYPES, RELAIS = (
    registre()[slug] for slug in ("demarches", "sollicitations-type", "relais-effectifs")
)


def told(one: Any, value: Any, *parties: list[Any]) -> list[CelluleExport]:
    return list(publiables(one, value, parties, lambda comptes, _total: comptes))


def test_whoever_has_every_week_but_the_small_ones_works_none_of_them_out() -> None:
    """All quarters of four weeks: of what is silent in them, no week can be but one number."""
    for weeks in product((0, 1, 2, 4, 5, 9), repeat=4):
        (cell,) = told(DEMARCHES, Nombre(sum(weeks)), [Nombre(n) for n in weeks])
        small = [n for n in weeks if 0 < n < 5]
        if cell.valeur and small:
            guesses = product(range(1, 5), repeat=len(small))
            possible = [guess for guess in guesses if sum(guess) == sum(small)]
            assert all(len(set(week)) > 1 for week in zip(*possible, strict=True)), weeks


def test_what_is_left_of_a_total_is_told_of_several_words_or_of_none() -> None:
    whole = Repartition({"ecoute": 20, "emploi": 9, "logement": 7})
    apart = [Repartition({"ecoute": 20, "emploi": 6}), Repartition({"emploi": 3, "logement": 7})]
    cells = told(TYPES, whole, apart)
    assert {one.mot: one.valeur for one in cells} == {"logement": 7, AUTRES: 29}
    assert {one.mot for one in told(TYPES, whole, [whole])} == {"ecoute", "emploi", "logement"}


def test_a_share_is_told_with_what_it_is_a_part_of_or_not_at_all() -> None:
    (cell,) = told(RELAIS, Proportion(6, 12), [Proportion(6, 12)])
    assert (cell.valeur, cell.sur) == (6, 12)
    (cell,) = told(RELAIS, Proportion(10, 12), [Proportion(10, 12)])
    assert (cell.valeur, cell.sur, cell.dit) == (None, 12, TU)
    (cell,) = told(RELAIS, Proportion(6, 12), [Proportion(2, 3)], [Proportion(4, 9)])
    assert cell == CelluleExport(dit=TU)
    assert told(RELAIS, Proportion(2, 3)) == [CelluleExport(dit=MOINS)]
    # Nobody at all, beside a week of two whose total everybody knows: these two, neither of them.
    weeks = [Proportion(0, sur) for sur in (2, 4, 6)]
    assert told(RELAIS, Proportion(0, 12), weeks) == [CelluleExport(sur=12, dit=TU)]


def test_few_in_all_is_not_said_of_as_many_weeks() -> None:
    """« Fewer than five » of four weeks in which there was somebody would be one in each."""
    one, two = Nombre(1), Nombre(2)
    assert told(DEMARCHES, Nombre(4), [one, one, one, one]) == [CelluleExport(dit=TU)]
    assert told(DEMARCHES, Nombre(4), [one, one, two]) == [CelluleExport(dit=MOINS)]


def test_what_adds_up_from_others_and_what_counts_nobody_is_not_told() -> None:
    assert told(registre()["reponses"], Nombre(40)) == [CelluleExport(dit=SE_DEDUIT)]
    with pytest.raises(TypeError, match="nothing says what is small"):
        told(DEMARCHES, Mediane(3, 1, 5, 9))


def test_the_whole_says_no_more_than_its_territoires_do() -> None:
    ouest = [CelluleExport("emploi", 8, 20, dit=EXACT), CelluleExport(AUTRES, 12, 20, dit=TU)]
    nord = [CelluleExport("emploi", 5, 5, dit=EXACT)]
    small, nobody = [CelluleExport(dit=MOINS)], [CelluleExport(dit=RIEN)]
    assert list(ensemble([ouest, nord, nobody])) == [
        CelluleExport("emploi", 13, 25, dit=AU_MOINS),
        CelluleExport(AUTRES, 12, 25, dit=TU),
    ]
    assert list(ensemble([nord, small])) == [CelluleExport("emploi", 5, None, dit=AU_MOINS)]
    assert list(ensemble([nord, nord])) == [CelluleExport("emploi", 10, 10, dit=EXACT)]
    assert list(ensemble([small, nobody])) == small
    assert list(ensemble([nobody, nobody])) == nobody
    # Of the whole, neither « fewer than five » of one part of it, nor the total of another.
    assert list(ensemble([small, small])) == [CelluleExport(dit=TU)]
    none, few = [CelluleExport("", 0, 66, dit=EXACT)], [CelluleExport(sur=28, dit=TU)]
    assert list(ensemble([none, few])) == [CelluleExport(sur=94, dit=TU)]
    assert list(ensemble([none, none])) == [CelluleExport("", 0, 132, dit=EXACT)]
