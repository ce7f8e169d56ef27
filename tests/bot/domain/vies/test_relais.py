"""The life of a relais: the table allows what it should, and refuses all the rest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import paris
from bot.domain.vies.relais import (
    EFFECTIFS,
    OPEN,
    VIE_RELAIS,
    ActeRelais,
    Rythme,
    StatutRelais,
    next_check,
)
from bot.domain.vies.vie import Acteur
from storage.dispositif import load, packaged

S, A = StatutRelais, ActeRelais
RYTHME = Rythme(verifier_jours=7, continuite_jours=30, silences_max=3)
EVENING = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_the_states_are_those_of_the_file_and_so_is_what_counts_as_effective(name: str) -> None:
    listed = load(packaged(name)).listes["statuts_relais"]
    assert {one.slug for one in listed} == {statut.value for statut in S}
    assert {one.slug for one in listed if one.effectif} == {one.value for one in EFFECTIFS}
    continuous = {one.slug for one in listed if one.continu}
    assert continuous == {S.SUIVI_CONFIRME.value}


def test_taken_up_then_still_followed_is_the_good_end() -> None:
    statut = VIE_RELAIS.apply(S.TRANSMIS, A.PRENDRE_EN_CHARGE)
    assert VIE_RELAIS.apply(statut, A.CONFIRMER_SUIVI) is S.SUIVI_CONFIRME
    assert S.SUIVI_CONFIRME not in OPEN


def test_closing_without_news_is_never_a_success() -> None:
    assert VIE_RELAIS.apply(S.PAS_DE_NOUVELLES, A.CLORE) is S.SANS_NOUVELLES_CLOS
    assert S.SANS_NOUVELLES_CLOS not in EFFECTIFS


def test_a_partner_says_whether_the_person_comes_and_the_clock_only_gives_up() -> None:
    assert [acte for acte in A if VIE_RELAIS.permitted(Acteur.PARTENAIRE, acte)] == [
        A.PRENDRE_EN_CHARGE,
        A.FIXER_RDV,
        A.NE_PAS_SE_PRESENTER,
    ]
    assert [acte for acte in A if VIE_RELAIS.permitted(Acteur.HORLOGE, acte)] == [A.CLORE]
    assert not VIE_RELAIS.permitted(Acteur.MEDIATEUR, A.CLORE)


def test_a_mediator_is_asked_three_things_once_it_is_taken_up() -> None:
    assert VIE_RELAIS.possible(S.PRIS_EN_CHARGE, Acteur.MEDIATEUR) == (
        A.CONFIRMER_SUIVI,
        A.ARRETER_SUIVI,
        A.IGNORER_SUIVI,
    )


@pytest.mark.parametrize(
    ("statut", "acte", "days"),
    [
        (S.TRANSMIS, None, 7),
        (S.RDV_FIXE, A.FIXER_RDV, 7),
        (S.PRIS_EN_CHARGE, A.PRENDRE_EN_CHARGE, 30),
        (S.PRIS_EN_CHARGE, A.IGNORER_SUIVI, 7),
        (S.REORIENTE, A.REORIENTER, 7),
    ],
)
def test_it_is_asked_again_on_the_morning_of_the_right_day(
    statut: StatutRelais, acte: ActeRelais | None, days: int
) -> None:
    found = next_check(statut, acte, RYTHME, EVENING)
    assert found is not None
    assert (paris(found).date() - paris(EVENING).date()).days == days
    assert paris(found).hour == 0


def test_nothing_is_asked_of_a_closed_one() -> None:
    assert next_check(S.SUIVI_CONFIRME, A.CONFIRMER_SUIVI, RYTHME, EVENING) is None
    assert next_check(S.PRIS_EN_CHARGE, A.CLORE, RYTHME, EVENING) is None
