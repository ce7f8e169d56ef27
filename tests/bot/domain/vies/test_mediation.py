"""The life of a deferred mediation: what the table allows, and never without both consents."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.domain.vies.mediation import (
    TRANSITIONS,
    Acte,
    Avec,
    Consentement,
    ConsentementManquant,
    Resultat,
    Statut,
    TransitionRefusee,
    acte_of,
    apply,
    possibles,
    public,
    rappel_le,
)

EDGES = {(edge.depuis, edge.acte): edge for edge in TRANSITIONS}
OUI, PAS_ENCORE = Consentement.OUI, Consentement.PAS_ENCORE


def test_the_table_says_each_thing_once_and_why() -> None:
    assert len(EDGES) == len(TRANSITIONS)
    assert all(edge.raison for edge in TRANSITIONS)


@pytest.mark.parametrize(("statut", "acte"), list(product(Statut, Acte)))
def test_a_deed_does_what_the_table_says_or_is_refused(statut: Statut, acte: Acte) -> None:
    if (statut, acte) in EDGES:
        assert apply(statut, acte, OUI) is EDGES[statut, acte].vers
        return
    with pytest.raises(TransitionRefusee):
        apply(statut, acte, OUI)


@pytest.mark.parametrize("consentement", [PAS_ENCORE, Consentement.UNE_PARTIE])
def test_without_both_consents_nothing_leaves_ouvert_but_to_end(
    consentement: Consentement,
) -> None:
    reached = {
        apply(Statut.OUVERT, acte, consentement) for acte in possibles(Statut.OUVERT, consentement)
    }
    assert reached == {Statut.OUVERT, Statut.REFUS, Statut.ABANDON}
    for resultat in Resultat:
        acte = acte_of(Avec.ENSEMBLE, resultat, consentement)
        if resultat is not Resultat.ABANDON:
            with pytest.raises(ConsentementManquant):
                apply(Statut.OUVERT, acte, consentement)


def test_one_party_seen_alone_before_both_agreed_leaves_the_dossier_open() -> None:
    acte = acte_of(Avec.PARTIE_A, Resultat.AVANCE, PAS_ENCORE)
    assert apply(Statut.OUVERT, acte, PAS_ENCORE) is Statut.OUVERT
    assert apply(Statut.OUVERT, acte_of(Avec.PARTIE_A, Resultat.AVANCE, OUI), OUI) is (
        Statut.EN_COURS
    )


def test_a_requester_only_ever_reads_four_words() -> None:
    assert {public(statut) for statut in Statut} == {
        "ouverte",
        "en cours",
        "accord",
        "sans accord",
    }


def test_reminders_come_at_half_past_nine_in_paris_across_the_change_of_hour() -> None:
    october = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
    assert rappel_le(october, 1) == datetime(2026, 10, 21, 7, 30, tzinfo=UTC)
    assert rappel_le(october, 15) == datetime(2026, 11, 4, 8, 30, tzinfo=UTC)
