"""The life of a préconisation: where it ends, and what still waits for an answer."""

from __future__ import annotations

from bot.domain.vies.preconisation import OPEN, VIE_PRECONISATION, StatutPreconisation

S = StatutPreconisation


def test_every_state_is_reached_and_two_are_final() -> None:
    reached = {edge.vers for edge in VIE_PRECONISATION.aretes}
    assert {S.BROUILLON, *reached} == set(S)
    final = {statut for statut in S if not VIE_PRECONISATION.possible(statut)}
    assert final == {S.REALISEE, S.ECARTEE}
    assert {*OPEN, *final, S.BROUILLON} == set(S)
