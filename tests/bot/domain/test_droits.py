"""The table of who may do what: whole, and as the requirements want it."""

from __future__ import annotations

from bot.domain.droits import TABLE, Droit, Portee, holders, peut, portee
from bot.domain.roles import Role


def held(role: Role) -> list[Droit]:
    """What is this role's own, beside what everybody may do."""
    return [droit for droit in Droit if portee(role, droit)]


def test_every_role_has_something_to_do_and_every_deed_someone_to_do_it() -> None:
    assert list(TABLE) == list(Droit)
    assert all(held(role) for role in Role)
    assert all(holders(droit) or TABLE[droit].par_lettre for droit in Droit)
    given = [droit for droit in Droit if TABLE[droit].par_lettre and TABLE[droit].qui]
    assert given == [Droit.LIRE_TABLEAU], "a link is given to who has it, and to others"
    ways = {one: (TABLE[one].tous, TABLE[one].par_lettre, bool(TABLE[one].qui)) for one in Droit}
    assert [one for one, how in ways.items() if sum(how) != 1] == given


def test_services_comites_and_partners_see_nothing_of_the_field() -> None:
    tableau = Droit.LIRE_TABLEAU
    assert held(Role.SERVICE) == [Droit.REPONDRE_ALERTE, Droit.REPONDRE_PROPOSITION, tableau]
    assert held(Role.COMITE) == [
        Droit.ANNULER,
        Droit.LIRE_POINT_HEBDO,
        Droit.DONNER_AVIS,
        tableau,
        Droit.LIRE_CARTE_DIFFICULTES,
        Droit.TENIR_ORDRE_DU_JOUR,
        Droit.LIRE_SES_DONNEES,
    ]
    grid = [Droit.PRECISER, Droit.LIRE_GRILLE, Droit.ANNONCER_SA_PRESENCE]
    card = [Droit.TENIR_SA_FICHE, Droit.SUIVRE_SON_RELAIS]
    assert held(Role.PARTENAIRE) == [*grid, *card, Droit.LIRE_SES_DONNEES]


def test_who_keeps_the_machine_reads_nothing_that_was_typed() -> None:
    """The operator: the doors, the breakdowns, the machine; no text of the field (§4)."""
    own = Droit.LIRE_SES_DONNEES
    machine = [Droit.INVITER, own, Droit.RECEVOIR_INCIDENTS, Droit.TENIR_MACHINE]
    assert held(Role.ADMIN) == machine


def test_a_mediator_reaches_no_further_than_the_binome_but_for_what_the_team_shares() -> None:
    further = [one for one in held(Role.MEDIATEUR) if portee(Role.MEDIATEUR, one) not in NEAR]
    assert further == [Droit.VERIFIER, Droit.LIRE_FICHE, Droit.LIRE_PRESENCES]
    assert not peut(Role.MEDIATEUR, Droit.REPONDRE_ALERTE)
    assert not peut(Role.MEDIATEUR, Droit.INVITER)


def test_everybody_may_ask_and_knock() -> None:
    assert [one for one in Droit if TABLE[one].tous] == [
        Droit.ENTRER,
        Droit.DEMANDER,
        Droit.LIRE_DEFINITIONS,
        Droit.LIRE_PUBLIES,
    ]


NEAR = (Portee.SOI, Portee.BINOME)
