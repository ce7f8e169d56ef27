"""The life of a relais: the table allows what it should, and refuses all the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.clock import paris
from bot.domain.vies.relais import (
    EFFECTIFS,
    OPEN,
    TRANSITIONS,
    Acte,
    Acteur,
    DejaFait,
    Rythme,
    Statut,
    TransitionRefusee,
    apply,
    next_check,
    permis,
    possibles,
)
from storage.dispositif import load, packaged

EDGES = {(edge.depuis, edge.acte): edge.vers for edge in TRANSITIONS}
EVERY = list(product(Statut, Acte))
RYTHME = Rythme(verifier_jours=7, continuite_jours=30, silences_max=3)
EVENING = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize(("statut", "acte"), EVERY)
def test_a_deed_does_what_the_table_says_or_is_refused(statut: Statut, acte: Acte) -> None:
    if (statut, acte) in EDGES:
        assert apply(statut, acte) is EDGES[statut, acte]
        return
    with pytest.raises(TransitionRefusee) as caught:
        apply(statut, acte)
    done = any(edge.acte is acte and edge.vers is statut for edge in TRANSITIONS)
    assert isinstance(caught.value, DejaFait) == done


def test_no_edge_is_written_twice_and_each_has_its_reason() -> None:
    assert len(EDGES) == len(TRANSITIONS)
    assert all(edge.raison for edge in TRANSITIONS)


@pytest.mark.parametrize("name", ["amiens", "mons"])
def test_the_states_are_those_of_the_file_and_so_is_what_counts_as_effective(name: str) -> None:
    listed = load(packaged(name)).listes["statuts_relais"]
    assert {one.slug for one in listed} == {statut.value for statut in Statut}
    assert {one.slug for one in listed if one.effectif} == {one.value for one in EFFECTIFS}
    continuous = {one.slug for one in listed if one.continu}
    assert continuous == {Statut.SUIVI_CONFIRME.value}


def test_taken_up_then_still_followed_is_the_good_end() -> None:
    statut = apply(Statut.TRANSMIS, Acte.PRENDRE_EN_CHARGE)
    assert apply(statut, Acte.CONFIRMER_SUIVI) is Statut.SUIVI_CONFIRME
    assert Statut.SUIVI_CONFIRME not in OPEN


def test_closing_without_news_is_never_a_success() -> None:
    assert apply(Statut.PAS_DE_NOUVELLES, Acte.CLORE) is Statut.SANS_NOUVELLES_CLOS
    assert Statut.SANS_NOUVELLES_CLOS not in EFFECTIFS


def test_a_partner_only_says_that_the_person_came_and_the_clock_only_gives_up() -> None:
    assert [acte for acte in Acte if permis(Acteur.PARTENAIRE, acte)] == [Acte.PRENDRE_EN_CHARGE]
    assert [acte for acte in Acte if permis(Acteur.HORLOGE, acte)] == [Acte.CLORE]
    assert not permis(Acteur.MEDIATEUR, Acte.CLORE)


def test_a_mediator_is_asked_three_things_once_it_is_taken_up() -> None:
    assert possibles(Statut.PRIS_EN_CHARGE, Acteur.MEDIATEUR) == (
        Acte.CONFIRMER_SUIVI,
        Acte.ARRETER_SUIVI,
        Acte.IGNORER_SUIVI,
    )


@pytest.mark.parametrize(
    ("statut", "acte", "days"),
    [
        (Statut.TRANSMIS, None, 7),
        (Statut.RDV_FIXE, Acte.FIXER_RDV, 7),
        (Statut.PRIS_EN_CHARGE, Acte.PRENDRE_EN_CHARGE, 30),
        (Statut.PRIS_EN_CHARGE, Acte.IGNORER_SUIVI, 7),
        (Statut.REORIENTE, Acte.REORIENTER, 7),
    ],
)
def test_it_is_asked_again_on_the_morning_of_the_right_day(
    statut: Statut, acte: Acte | None, days: int
) -> None:
    found = next_check(statut, acte, RYTHME, EVENING)
    assert found is not None
    assert (paris(found).date() - paris(EVENING).date()).days == days
    assert paris(found).hour == 0


def test_nothing_is_asked_of_a_closed_one() -> None:
    assert next_check(Statut.SUIVI_CONFIRME, Acte.CONFIRMER_SUIVI, RYTHME, EVENING) is None
    assert next_check(Statut.PRIS_EN_CHARGE, Acte.CLORE, RYTHME, EVENING) is None
