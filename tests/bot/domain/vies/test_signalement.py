"""The life of a signalement: the table allows what it should, and refuses all the rest."""

from __future__ import annotations

import pytest

from bot.domain.vies.signalement import (
    CLOS,
    OPEN,
    VIE_SIGNALEMENT,
    ActeSignalement,
    StatutSignalement,
)
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee

S, A = StatutSignalement, ActeSignalement


def test_the_usual_life_goes_from_sent_to_checked_on_site() -> None:
    statut = S.EMIS
    for acte in (A.ACCUSER_RECEPTION, A.PRENDRE_EN_CHARGE, A.ANNONCER_TRAITE):
        statut = VIE_SIGNALEMENT.apply(statut, acte)
    assert VIE_SIGNALEMENT.apply(statut, A.VERIFIER_REPARE) is S.VERIFIE


def test_still_there_opens_the_way_back_to_the_service() -> None:
    statut = VIE_SIGNALEMENT.apply(S.TRAITE_ANNONCE, A.VERIFIER_TOUJOURS_LA)
    assert statut in OPEN
    assert VIE_SIGNALEMENT.apply(statut, A.ACCUSER_RECEPTION) is S.RECU
    assert VIE_SIGNALEMENT.apply(statut, A.PRENDRE_EN_CHARGE) is S.PRIS_EN_CHARGE
    assert VIE_SIGNALEMENT.apply(statut, A.ANNONCER_TRAITE) is S.TRAITE_ANNONCE


def test_saying_the_same_twice_is_already_done() -> None:
    with pytest.raises(DejaFait):
        VIE_SIGNALEMENT.apply(S.RECU, A.ACCUSER_RECEPTION)


def test_a_late_acknowledgement_does_not_bring_a_signalement_back() -> None:
    with pytest.raises(TransitionRefusee) as caught:
        VIE_SIGNALEMENT.apply(S.PRIS_EN_CHARGE, A.ACCUSER_RECEPTION)
    assert not isinstance(caught.value, DejaFait)
    assert str(caught.value) == (
        "« accuser_reception » impossible quand le signalement est « pris_en_charge »"
    )


def test_closed_states_have_no_way_out_and_open_ones_do() -> None:
    assert {edge.depuis for edge in VIE_SIGNALEMENT.aretes} == OPEN | {S.REFUSE}
    assert set(S) - OPEN == CLOS == {S.VERIFIE, S.DOUBLON, S.ANNULE, S.REFUSE}


def test_every_open_state_can_reach_every_closed_one() -> None:
    edges = VIE_SIGNALEMENT.aretes
    for start in OPEN:
        reached, frontier = {start}, {start}
        while frontier:
            frontier = {edge.vers for edge in edges if edge.depuis in frontier} - reached
            reached |= frontier
        assert reached >= {S.VERIFIE, S.TRAITE_ANNONCE}


def test_only_those_on_site_check_and_only_services_or_the_coordination_answer() -> None:
    assert VIE_SIGNALEMENT.permitted(Acteur.MEDIATEUR, A.VERIFIER_REPARE)
    assert not VIE_SIGNALEMENT.permitted(Acteur.SERVICE, A.VERIFIER_REPARE)
    assert not VIE_SIGNALEMENT.permitted(Acteur.MEDIATEUR, A.ANNONCER_TRAITE)
    assert VIE_SIGNALEMENT.permitted(Acteur.HORLOGE, A.REORIENTER)
    assert [acte for acte in A if VIE_SIGNALEMENT.permitted(Acteur.HORLOGE, acte)] == [
        A.REORIENTER
    ]
    others = (one for one in Acteur if one is not Acteur.COORDINATION)
    allowed = {acte for one in others for acte in VIE_SIGNALEMENT.permis.get(one, ())}
    assert allowed == VIE_SIGNALEMENT.permis[Acteur.COORDINATION] == set(A)


def test_the_buttons_of_an_alert_follow_its_state() -> None:
    assert VIE_SIGNALEMENT.possible(S.EMIS, Acteur.SERVICE) == (
        A.ACCUSER_RECEPTION,
        A.PRENDRE_EN_CHARGE,
        A.ANNONCER_TRAITE,
        A.REORIENTER,
        A.REFUSER,
        A.MARQUER_DOUBLON,
    )
    assert VIE_SIGNALEMENT.possible(S.TRAITE_ANNONCE, Acteur.MEDIATEUR) == (
        A.VERIFIER_REPARE,
        A.VERIFIER_TOUJOURS_LA,
    )
    assert VIE_SIGNALEMENT.possible(S.VERIFIE, Acteur.COORDINATION) == ()
