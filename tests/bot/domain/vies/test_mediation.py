"""The life of a deferred mediation: what the table allows, and never without both consents."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.vies.mediation import (
    VIE_MEDIATION,
    Avec,
    Consentement,
    ConsentementManquant,
    Resultat,
    StatutMediation,
    acte_of,
    etat_connu,
    rappel_le,
)

S = StatutMediation
OUI, PAS_ENCORE = Consentement.OUI, Consentement.PAS_ENCORE


@pytest.mark.parametrize("consentement", [PAS_ENCORE, Consentement.UNE_PARTIE])
def test_without_both_consents_nothing_leaves_ouvert_but_to_end(
    consentement: Consentement,
) -> None:
    reached = {
        VIE_MEDIATION.apply(S.OUVERT, acte, given=consentement)
        for acte in VIE_MEDIATION.possible(S.OUVERT, given=consentement)
    }
    assert reached == {S.OUVERT, S.REFUS, S.ABANDON}
    for resultat in Resultat:
        acte = acte_of(Avec.ENSEMBLE, resultat, consentement)
        if resultat is not Resultat.ABANDON:
            with pytest.raises(ConsentementManquant):
                VIE_MEDIATION.apply(S.OUVERT, acte, given=consentement)


def test_one_party_seen_alone_before_both_agreed_leaves_the_dossier_open() -> None:
    acte = acte_of(Avec.PARTIE_A, Resultat.AVANCE, PAS_ENCORE)
    assert VIE_MEDIATION.apply(S.OUVERT, acte, given=PAS_ENCORE) is S.OUVERT
    acte = acte_of(Avec.PARTIE_A, Resultat.AVANCE, OUI)
    assert VIE_MEDIATION.apply(S.OUVERT, acte, given=OUI) is S.EN_COURS


def test_a_requester_only_ever_reads_four_words() -> None:
    assert {etat_connu(statut) for statut in S} == {
        "ouverte",
        "en cours",
        "accord",
        "sans accord",
    }


def test_reminders_come_at_half_past_nine_in_paris_across_the_change_of_hour() -> None:
    october = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
    assert rappel_le(october, 1) == datetime(2026, 10, 21, 7, 30, tzinfo=UTC)
    assert rappel_le(october, 15) == datetime(2026, 11, 4, 8, 30, tzinfo=UTC)
