"""The life of a préconisation: its table, whole."""

from __future__ import annotations

import itertools

import pytest

from bot.domain.vies.preconisation import (
    OPEN,
    TABLE,
    Acte,
    ReponseRefusee,
    Statut,
    after,
    possible,
)


@pytest.mark.parametrize(("statut", "acte"), list(itertools.product(Statut, Acte)))
def test_only_the_table_is_possible(statut: Statut, acte: Acte) -> None:
    if (statut, acte) in TABLE:
        assert after(statut, acte) is TABLE[statut, acte]
        assert acte in possible(statut)
    else:
        with pytest.raises(ReponseRefusee):
            after(statut, acte)


def test_every_state_is_reached_and_two_are_final() -> None:
    assert {Statut.BROUILLON, *TABLE.values()} == set(Statut)
    final = {statut for statut in Statut if not possible(statut)}
    assert final == {Statut.REALISEE, Statut.ECARTEE}
    assert {*OPEN, *final, Statut.BROUILLON} == set(Statut)
