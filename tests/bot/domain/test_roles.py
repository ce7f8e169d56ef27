"""What each role may do."""

from __future__ import annotations

from bot.domain.roles import DROITS, Droit, Role, peut


def test_every_role_has_something_to_do_and_every_right_someone_to_hold_it() -> None:
    assert set(DROITS) == set(Role)
    assert all(DROITS.values())
    assert frozenset().union(*DROITS.values()) == set(Droit)


def test_services_and_comites_see_nothing_of_the_field() -> None:
    assert [d for d in Droit if peut(Role.SERVICE, d)] == [Droit.REPONDRE_ALERTE]
    assert [d for d in Droit if peut(Role.COMITE, d)] == [Droit.LIRE_POINT_HEBDO]
    assert not peut(Role.ADMIN, Droit.SIGNALER)


def test_another_actor_has_the_shared_grid_and_nothing_else() -> None:
    held = [d for d in Droit if peut(Role.PARTENAIRE, d)]
    assert held == [Droit.LIRE_GRILLE, Droit.ANNONCER_SA_PRESENCE]
    assert not peut(Role.MEDIATEUR, Droit.ANNONCER_SA_PRESENCE)


def test_mediators_do_not_answer_in_the_place_of_a_service() -> None:
    assert peut(Role.MEDIATEUR, Droit.SIGNALER)
    assert peut(Role.MEDIATEUR, Droit.VERIFIER)
    assert not peut(Role.MEDIATEUR, Droit.REPONDRE_ALERTE)
    assert not peut(Role.MEDIATEUR, Droit.INVITER)
