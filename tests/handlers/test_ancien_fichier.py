"""A file of an earlier version, after an upgrade: no list is missed, and no screen is empty."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import MovableClock
from bot.engine.advance import options_of
from bot.engine.script import Kind
from storage.dispositif import Dispositif, DispositifError, check_tree
from storage.dispositif.depart import NEEDED, completed
from storage.dispositif.source import read
from storage.machine.db import Database
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.handlers.test_every_flow import HANDLERS, walked
from tests.storage.dispositif_cast import amiens_file

ASKS = {Kind.CHOICE, Kind.MANY, Kind.TALLY}
WHAT_WAITS = {
    *("annuaire", "demandes", "mediation", "mediations_equipe", "qualite", "relais"),
    *("chartes", "decisions", "difficultes", "echeances", "preconisations_suivies"),
    *("relais_equipe", "saisies_equipe", "signalements_ouverts", "sourdine"),
}
"""Flows that list what waits, or partners: nothing does yet, and they say so."""
READ_FROM_A_MESSAGE = {"saisie"}
NOTHING_THERE = {
    ("photos", "laquelle"),
    ("planning", "accord"),
    ("tableaux", "lequel"),
    ("essai_service", "accord"),
}
"""A week copied over one that is the same already, no link given, a service that nothing written
reaches: there is only the way out."""


def earlier() -> dict[str, Any]:
    """Amiens without one list nor mark that came later, nor any partner."""
    tree = read(amiens_file()).tree
    for chemin in NEEDED:
        *parents, nom = chemin.split(".")
        del (tree[parents[0]] if parents else tree)[nom]
    for one in (*tree["publics"], *tree["roles"]):
        one.pop("sollicite", None)
        one.pop("comptage", None)
    return {
        name: value for name, value in tree.items() if name not in ("annuaire", "hors_terrain")
    }


def config() -> Dispositif:
    return check_tree(completed(earlier()))


@pytest.fixture
def bare(sqlite_database: Database, clock: MovableClock) -> Team:
    return open_team(sqlite_database, clock, config())


def test_every_screen_of_every_flow_has_its_buttons(bare: Team) -> None:
    bare.says(MEDIATRICE, "▶️ Présence")
    bare.taps(MEDIATRICE, "✅ Démarrer")
    empty = set()
    for name in sorted(HANDLERS.keys() - WHAT_WAITS - READ_FROM_A_MESSAGE):
        with walked(bare, name) as play:
            for state, facts in play.asking():
                step = next((one for one in play.flow.steps if one.key == state.at), None)
                if step and step.kind in ASKS and not options_of(step, facts):
                    empty.add((name, step.key))
    assert empty == NOTHING_THERE


def test_a_list_written_empty_is_refused_with_its_mend() -> None:
    tree = read(amiens_file()).tree
    tree["listes"]["mesusages"] = []
    with pytest.raises(DispositifError) as caught:
        check_tree(tree)
    assert caught.value.problems == (
        "listes.mesusages : aucune ligne active : le bot n'aurait rien à proposer ; remettez-en "
        "une, ou effacez cette clé pour prendre la liste de départ",
    )


def test_a_starter_list_is_changed_from_the_bot_and_stays_whole(bare: Team) -> None:
    before = [one.label for one in bare.programme.config.liste("mesusages")]
    bare.says(COORDINATION, "/listes")
    bare.taps(COORDINATION, "Mésusages", "🗄 Retirer", "Dégradations", "🗄 Oui")
    left = [one.label for one in bare.programme.config.liste("mesusages")]
    assert left == [label for label in before if label != "Dégradations"]


def test_a_starter_line_names_no_line_that_the_file_has_not() -> None:
    """The town has its own domains: a starter request leaves the domain to the partner."""
    tree = read(amiens_file()).tree
    del tree["listes"]["sollicitations"], tree["listes"]["besoins"]
    kept = [one for one in tree["listes"]["domaines_orientation"] if one["slug"] != "emploi"]
    tree["listes"]["domaines_orientation"] = kept
    tree["annuaire"] = []
    found = check_tree(completed(tree))
    assert found.element("sollicitations", "emploi-formation").domaine is None
    assert found.element("sollicitations", "logement").domaine == "logement-or"
