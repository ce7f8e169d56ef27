"""Every life, walked whole: its table, and nothing else, is what may be done."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from typing import Any

import pytest

from bot.domain import vies
from bot.domain.vies.vie import Acteur, Arete, DejaFait, TransitionRefusee, Vie


def like(member: StrEnum) -> list[Any]:
    """All the values of its kind."""
    return list(type(member))


LIVES: dict[str, Vie[Any, Any]] = {
    found.name: value
    for found in iter_modules(vies.__path__)
    for value in vars(import_module(f"{vies.__name__}.{found.name}")).values()
    if isinstance(value, Vie)
}
CELLS = [
    pytest.param(vie, statut, acte, id=f"{name}-{statut}-{acte}")
    for name, vie in LIVES.items()
    for statut, acte in product(like(vie.debut), like(vie.aretes[0].acte))
]
GUARDED = [
    pytest.param(vie, edge, id=f"{name}-{edge.depuis}-{edge.acte}")
    for name, vie in LIVES.items()
    for edge in vie.aretes
    if edge.si
]


def edge_of(vie: Vie[Any, Any], statut: Any, acte: Any) -> Arete[Any, Any] | None:
    """Found by reading the table, not by the mechanism under test."""
    found = [edge for edge in vie.aretes if edge.depuis is statut and edge.acte is acte]
    assert len(found) < 2
    return found[0] if found else None


def test_all_that_is_followed_has_its_life_and_its_own_name() -> None:
    objets = {name: vie.objet for name, vie in LIVES.items()}
    assert objets == {
        "demande": "la demande",
        "destinataire": "ce destinataire",
        "livrable": "le document",
        "mediation": "le dossier",
        "point": "le point",
        "preconisation": "la préconisation",
        "relais": "le relais",
        "signalement": "le signalement",
    }


@pytest.mark.parametrize(("vie", "statut", "acte"), CELLS)
def test_an_edge_passes_and_every_other_cell_is_refused(
    vie: Vie[Any, Any], statut: Any, acte: Any
) -> None:
    edge = edge_of(vie, statut, acte)
    if edge:
        assert vie.apply(statut, acte, given=edge.si) is edge.vers
        assert acte in vie.possible(statut, given=edge.si)
        return
    assert acte not in vie.possible(statut)
    with pytest.raises(TransitionRefusee) as caught:
        vie.apply(statut, acte)
    repeated = any(edge.acte is acte and edge.vers is statut for edge in vie.aretes)
    assert type(caught.value) is (DejaFait if repeated else TransitionRefusee)
    assert (caught.value.statut, caught.value.acte) == (statut, acte)
    assert str(caught.value) == f"« {acte} » impossible quand {vie.objet} est « {statut} »"
    aims = {edge.vers for edge in vie.aretes if edge.acte is acte}
    assert caught.value.vise is (aims.pop() if len(aims) == 1 else None)


@pytest.mark.parametrize(("vie", "edge"), GUARDED)
def test_a_guarded_edge_is_open_to_what_it_asks_and_to_nothing_else(
    vie: Vie[Any, Any], edge: Arete[Any, Any]
) -> None:
    assert edge.si
    for given in (None, *like(edge.si)):
        if given is edge.si:
            continue
        assert edge.acte not in vie.possible(edge.depuis, given=given)
        with pytest.raises(vie.manque) as caught:
            vie.apply(edge.depuis, edge.acte, given=given)
        assert type(caught.value) is vie.manque is not TransitionRefusee
        assert not isinstance(caught.value, DejaFait)


@pytest.mark.parametrize("vie", LIVES.values(), ids=LIVES)
def test_what_is_offered_is_what_is_permitted(vie: Vie[Any, Any]) -> None:
    """A life that permits nobody leaves it to its callers: nothing is offered in a name."""
    for statut, acteur in product(like(vie.debut), Acteur):
        everything = vie.possible(statut)
        assert len(everything) == len(set(everything))
        mine = tuple(acte for acte in everything if vie.permitted(acteur, acte))
        assert vie.possible(statut, acteur) == mine
        assert mine == () or vie.permis


@pytest.mark.parametrize("vie", LIVES.values(), ids=LIVES)
def test_each_edge_says_why_in_a_few_words(vie: Vie[Any, Any]) -> None:
    assert [edge.raison for edge in vie.aretes if not 0 < len(edge.raison) < 60] == []


@pytest.mark.parametrize("vie", LIVES.values(), ids=LIVES)
def test_a_deed_is_undone_along_its_own_edge_with_its_reason_and_no_other_is(
    vie: Vie[Any, Any],
) -> None:
    actes, statuts = like(vie.aretes[0].acte), like(vie.debut)
    for depuis, acte, vers in product(statuts, actes, statuts):
        edge = edge_of(vie, depuis, acte)
        if edge and edge.vers is vers and acte in vie.retours:
            back = vie.back(depuis, acte, vers)
            assert (back.depuis, back.vers) == (vers, depuis)
            assert 0 < len(back.raison) < 60
            continue
        with pytest.raises(TransitionRefusee):
            vie.back(depuis, acte, vers)


def test_what_one_tap_answers_is_undone_and_what_calls_back_is_not() -> None:
    undone = {name: set(vie.retours) for name, vie in LIVES.items() if vie.retours}
    assert set(undone) == set(LIVES), "whatever one tap did can be undone"
    assert "annuler" not in undone["signalement"]
