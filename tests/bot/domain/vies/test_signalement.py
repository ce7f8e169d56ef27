"""The life of a signalement: the table allows what it should, and refuses all the rest."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.vies.signalement import (
    ACTEURS,
    CIBLE,
    OPEN,
    TRANSITIONS,
    Acte,
    Acteur,
    DejaFait,
    Statut,
    TransitionRefusee,
    apply,
    permis,
    possibles,
)

EDGES = {(edge.depuis, edge.acte) for edge in TRANSITIONS}
EVERY = list(product(Statut, Acte))


@pytest.mark.parametrize(("statut", "acte"), EVERY)
def test_a_deed_does_what_the_table_says_or_is_refused(statut: Statut, acte: Acte) -> None:
    if (statut, acte) in EDGES:
        assert apply(statut, acte) is CIBLE[acte]
        return
    with pytest.raises(TransitionRefusee) as caught:
        apply(statut, acte)
    assert (caught.value.statut, caught.value.acte) == (statut, acte)
    assert isinstance(caught.value, DejaFait) == (CIBLE[acte] is statut)


def test_the_usual_life_goes_from_sent_to_checked_on_site() -> None:
    statut = Statut.EMIS
    for acte in (Acte.ACCUSER_RECEPTION, Acte.PRENDRE_EN_CHARGE, Acte.ANNONCER_TRAITE):
        statut = apply(statut, acte)
    assert apply(statut, Acte.VERIFIER_REPARE) is Statut.VERIFIE


def test_still_there_opens_the_way_back_to_the_service() -> None:
    statut = apply(Statut.TRAITE_ANNONCE, Acte.VERIFIER_TOUJOURS_LA)
    assert statut in OPEN
    assert apply(statut, Acte.ACCUSER_RECEPTION) is Statut.RECU
    assert apply(statut, Acte.PRENDRE_EN_CHARGE) is Statut.PRIS_EN_CHARGE
    assert apply(statut, Acte.ANNONCER_TRAITE) is Statut.TRAITE_ANNONCE


def test_saying_the_same_twice_is_already_done() -> None:
    with pytest.raises(DejaFait):
        apply(Statut.RECU, Acte.ACCUSER_RECEPTION)


def test_a_late_acknowledgement_does_not_bring_a_signalement_back() -> None:
    with pytest.raises(TransitionRefusee) as caught:
        apply(Statut.PRIS_EN_CHARGE, Acte.ACCUSER_RECEPTION)
    assert not isinstance(caught.value, DejaFait)
    assert str(caught.value) == (
        "« accuser_reception » impossible quand le signalement est « pris_en_charge »"
    )


def test_closed_states_have_no_way_out_and_open_ones_do() -> None:
    assert {edge.depuis for edge in TRANSITIONS} == OPEN
    assert set(Statut) - OPEN == {Statut.VERIFIE, Statut.DOUBLON, Statut.ANNULE}


def test_every_open_state_can_reach_every_closed_one() -> None:
    for start in OPEN:
        reached, frontier = {start}, {start}
        while frontier:
            frontier = {CIBLE[a] for s, a in EDGES if s in frontier} - reached
            reached |= frontier
        assert reached >= {Statut.VERIFIE, Statut.TRAITE_ANNONCE}


def test_no_edge_is_written_twice_and_each_has_its_reason() -> None:
    assert len(EDGES) == len(TRANSITIONS)
    assert all(edge.raison for edge in TRANSITIONS)


def test_only_those_on_site_check_and_only_services_or_the_coordination_answer() -> None:
    assert permis(Acteur.MEDIATEUR, Acte.VERIFIER_REPARE)
    assert not permis(Acteur.SERVICE, Acte.VERIFIER_REPARE)
    assert not permis(Acteur.MEDIATEUR, Acte.ANNONCER_TRAITE)
    assert permis(Acteur.HORLOGE, Acte.REORIENTER)
    assert [acte for acte in Acte if permis(Acteur.HORLOGE, acte)] == [Acte.REORIENTER]
    assert set(ACTEURS) == set(Acte)


def test_the_buttons_of_an_alert_follow_its_state() -> None:
    assert possibles(Statut.EMIS, Acteur.SERVICE) == (
        Acte.ACCUSER_RECEPTION, Acte.PRENDRE_EN_CHARGE, Acte.ANNONCER_TRAITE, Acte.REORIENTER,
        Acte.MARQUER_DOUBLON,
    )  # fmt: skip
    assert possibles(Statut.TRAITE_ANNONCE, Acteur.MEDIATEUR) == (
        Acte.VERIFIER_REPARE,
        Acte.VERIFIER_TOUJOURS_LA,
    )
    assert possibles(Statut.VERIFIE, Acteur.COORDINATION) == ()
