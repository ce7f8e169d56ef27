"""The check on site: one tap by the team, told to the service when it is still broken."""

from __future__ import annotations

import pytest

from bot.casework.signalement.consequences import VERIFICATION
from bot.domain.droits import Droit
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.door import gathered
from bot.feature.gestes import GESTE
from bot.feature.guarded import reserved
from handlers.verification.feature import FEATURE
from storage.machine.db import Database
from storage.machine.outbox import DEAD
from storage.models import Personne
from storage.people import by_telegram
from tests.bot.casework.terrain import (
    BINOME,
    COORDINATRICE,
    ECLAIRAGE,
    MEDIATRICE,
    Terrain,
    open_terrain,
)


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    opened = open_terrain(sqlite_database)
    opened.emit()
    opened.all_sent()
    opened.act(1, ActeSignalement.ANNONCER_TRAITE)
    return opened


def press(terrain: Terrain, argument: str, who: int = MEDIATRICE, signalement: int = 1) -> Reply:
    with terrain.tx() as tx:
        somebody = by_telegram(tx, who)
        context = Context(tx, terrain.programme, terrain.clock.now(), somebody, terrain.source())
        return FEATURE.buttons[VERIFICATION].pressed(
            context, Tap(signalement, argument, who, who, "", False)
        )


def test_repaired_closes_it_in_one_tap(terrain: Terrain) -> None:
    undo = [[("↩️ Annuler", "g:ag:1:defaire")]]
    said = "V-0001 : réparé, merci. C'est clos."
    assert press(terrain, "repare") == Reply("Noté.", said, undo)
    assert terrain.row(1).statut == StatutSignalement.VERIFIE


def test_still_there_alerts_the_service_again(terrain: Terrain) -> None:
    undo = [[("↩️ Annuler", "g:ag:1:defaire")]]
    expected = Reply("Noté.", "V-0001 : toujours là. Le service est relancé.", undo)
    assert press(terrain, "toujours") == expected
    assert [row.etape for row in terrain.alertes()] == ["envoi", "relance-1"]


def test_the_other_mediator_pressing_later_is_thanked(terrain: Terrain) -> None:
    press(terrain, "repare")
    said = press(terrain, "repare", BINOME).text
    assert said == "V-0001 : déjà dit le mardi 17 novembre à 17 h 40. Merci."


def test_a_tap_that_comes_too_late_says_how_things_stand(terrain: Terrain) -> None:
    press(terrain, "repare")
    assert press(terrain, "toujours", BINOME) == Reply(
        "C'était déjà vérifié : rien n'est changé.",
        "V-0001 : réparé, vérifié sur place. Il n'y a plus rien à vérifier. "
        "Si c'est toujours là, signalez-le de nouveau : 🔧 Signalement.",
    )
    assert terrain.row(1).statut == StatutSignalement.VERIFIE


def test_the_coordination_may_check_too(terrain: Terrain) -> None:
    press(terrain, "repare", COORDINATRICE)
    assert terrain.row(1).statut == StatutSignalement.VERIFIE
    assert (
        terrain.texts(MEDIATRICE)[-1]
        == "V-0001 : réparé, constaté par la coordination. C'est clos."
    )


def test_nobody_else_may(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        tx.get_one(Personne, terrain.people[BINOME]).role = "comite"
    assert press(terrain, "repare", 777) == Reply(reserved(Droit.VERIFIER))
    assert press(terrain, "repare", BINOME) == Reply(reserved(Droit.VERIFIER))
    assert press(terrain, "repare", signalement=99) == Reply(UNKNOWN)
    assert press(terrain, "autrement") == Reply(UNKNOWN)
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE


def test_a_revoked_mediator_may_no_more(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        tx.get_one(Personne, terrain.people[MEDIATRICE]).revoquee_le = terrain.clock.now()
    assert press(terrain, "repare") == Reply(reserved(Droit.VERIFIER))


def takes_back(terrain: Terrain, who: int = MEDIATRICE, geste: int = 1) -> Reply:
    with terrain.tx() as tx:
        somebody = by_telegram(tx, who)
        context = Context(tx, terrain.programme, terrain.clock.now(), somebody, terrain.source())
        tap = Tap(geste, "defaire", who, who, "", False)
        return gathered(lambda feature: feature.buttons)[GESTE].pressed(context, tap)


def test_repaired_by_mistake_is_taken_back_and_asked_again(terrain: Terrain) -> None:
    press(terrain, "repare")
    reply = takes_back(terrain)
    assert reply.text == "↩️ Annulé : V-0001 : réparé, vérifié sur place."
    assert [label for row in reply.keyboard for label, _ in row] == ["✅ Réparé", "❌ Toujours là"]
    row = terrain.row(1)
    assert (row.statut, row.clos_le) == (StatutSignalement.TRAITE_ANNONCE, None)
    assert row.traite_le is not None
    assert terrain.texts(BINOME)[-1].endswith(
        "\nV-0001 : « réparé, vérifié sur place » est annulé par votre binôme. "
        "De nouveau : annoncé traité, à vérifier sur place."
    )
    assert takes_back(terrain).toast == "C'était déjà annulé."


def test_still_there_by_mistake_calls_the_service_back(terrain: Terrain) -> None:
    press(terrain, "toujours")
    takes_back(terrain, BINOME)
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE
    assert terrain.outbox(ECLAIRAGE)[-1].etat == DEAD, "the second letter had not left"
    press(terrain, "toujours")
    terrain.all_sent()
    assert "sans objet" in (takes_back(terrain, geste=2).text or "")
    assert "« toujours là » était une erreur" in terrain.texts(ECLAIRAGE)[-1]


def test_what_the_service_answered_since_is_not_taken_from_it(terrain: Terrain) -> None:
    press(terrain, "toujours")
    terrain.act(1, ActeSignalement.PRENDRE_EN_CHARGE)
    assert "a changé depuis : pris en charge" in takes_back(terrain).toast
    assert terrain.row(1).statut == StatutSignalement.PRIS_EN_CHARGE
