"""The annuaire as the mediator opens it: a domain, a partner, a card."""

from __future__ import annotations

from datetime import date

from bot.clock import MovableClock
from bot.domain.roles import Role
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Personne
from tests.handlers.people import INCONNUE, MEDIATEUR, MEDIATRICE, Team, open_team
from tests.handlers.relais.cast import starts
from tests.storage.dispositif_cast import example


def test_three_taps_from_the_drawer_lead_to_a_card(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "📒 Annuaire", "Accès aux droits")
    assert "Quartier : Étouvie d'abord." in team.reads(MEDIATRICE)
    labels = team.labels(MEDIATRICE)
    assert labels.index("Centre social (Étouvie)") < labels.index("Centre social (Nord)")
    assert team.taps(MEDIATRICE, "Centre social (Étouvie)") == (
        "📒 <b>Centre social (Étouvie)</b>\n"
        "Pour quoi : accès aux droits, action sociale, parentalité, démarches en ligne, "
        "jeunesse, loisirs (VVV).\n"
        "Pour qui : Habitants du quartier.\n"
        "Quartiers : Étouvie.\n"
        "Où : Centre social du quartier.\n"
        "Quand : Du lundi au samedi, 9 h - 18 h.\n"
        "Courriel : centre-social-etouvie@amiens.example.org\n"
        "Le partenaire n'a pas encore relu cette fiche : vérifiez avant d'orienter une personne."
    )


def test_the_command_opens_it_anywhere_and_without_a_presence(team: Team) -> None:
    assert team.says(MEDIATRICE, "/annuaire") == "📒 Pour quel besoin ?"
    assert "Bailleur" not in team.labels(MEDIATRICE), "no partner in the file does that"


def test_a_card_that_the_partner_reread_says_when(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("amiens")
    read = {"valide_le": date(2026, 10, 1)}
    lines = tuple(one.model_copy(update=read) for one in config.annuaire)
    team = open_team(sqlite_database, clock, config.model_copy(update={"annuaire": lines}))
    team.says(MEDIATRICE, "/annuaire")
    said = team.taps(MEDIATRICE, "Santé", "Maison de santé")
    assert said.endswith("Relu par le partenaire le 1er octobre 2026.")


def test_an_empty_annuaire_says_so(sqlite_database: Database, clock: MovableClock) -> None:
    config = load(packaged("mons")).model_copy(update={"annuaire": ()})
    team = open_team(sqlite_database, clock, config)
    assert "L'annuaire est vide" in team.says(MEDIATRICE, "/annuaire")
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "📍 Site A", "18-25", "Emploi", "Orientation")
    assert team.labels(MEDIATRICE)[0] == "Je ne sais pas encore"


def test_a_card_is_for_the_team_and_an_old_button_is_answered(team: Team) -> None:
    team.says(MEDIATRICE, "/annuaire")
    assert "plus dans l'annuaire" in team.presses(MEDIATRICE, 1, "g:an:0:pa-disparu")
    with team.database.transaction() as tx:
        tx.get_one(Personne, 2).role = Role.PARTENAIRE
    for who in (INCONNUE, MEDIATEUR):
        team.presses(who, 1, "g:an:0:pa-ccas")
        assert not any("CCAS" in shown for shown in team.shown(who))
