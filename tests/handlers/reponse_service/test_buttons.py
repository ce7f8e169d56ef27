"""A service answers from its group, in one tap; nobody else can."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.signalement.alerte import REPONSE
from bot.domain.roles import Role
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.feature.contract import Context, Reply, Tap
from handlers.reponse_service.buttons import CORRECTED, NOT_CORRECTED, RESERVED, TO_WHOM
from handlers.reponse_service.feature import FEATURE
from storage.machine.db import Database
from storage.signalements import last_acte
from tests.bot.casework.terrain import GROUPE, MEDIATRICE, Terrain, open_terrain


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    opened = open_terrain(sqlite_database)
    opened.register_group()
    opened.emit()
    opened.all_sent()
    return opened


def press(
    terrain: Terrain,
    argument: str,
    *,
    alerte: int = 1,
    chat: int = GROUPE,
    member: bool = True,
) -> Reply:
    with terrain.tx() as tx:
        context = Context(tx, terrain.programme, terrain.clock.now(), None, terrain.source())
        context.speaks_for = Role.SERVICE
        tap = Tap(alerte, argument, chat, 900, "Prénom affiché", member)
        return FEATURE.buttons[REPONSE].pressed(context, tap)


@pytest.mark.parametrize(
    ("argument", "toast", "statut"),
    [
        ("recu", "C'est noté : bien reçu.", StatutSignalement.RECU),
        ("pris", "C'est noté : pris en charge.", StatutSignalement.PRIS_EN_CHARGE),
        ("traite", "C'est noté : traité.", StatutSignalement.TRAITE_ANNONCE),
        ("vers.", "C'est noté : pas de notre ressort.", StatutSignalement.REORIENTE),
    ],
)
def test_each_button_does_its_deed_and_says_so(
    terrain: Terrain, argument: str, toast: str, statut: StatutSignalement
) -> None:
    assert press(terrain, argument) == Reply(toast)
    assert terrain.row(1).statut == statut
    assert "Prénom affiché" in terrain.outbox(GROUPE)[-1].contenu["text"]


def test_two_presses_at_once_count_for_one(terrain: Terrain) -> None:
    press(terrain, "recu")
    assert press(terrain, "recu").toast == "Déjà fait le mardi 17 novembre à 17 h 40."
    assert len(terrain.texts(MEDIATRICE)) == 1


def test_a_stale_button_says_how_things_stand(terrain: Terrain) -> None:
    press(terrain, "traite")
    expected = "V-0001 : annoncé traité, à vérifier sur place. Ce bouton n'y change plus rien."
    assert press(terrain, "recu").toast == expected


def test_the_card_of_a_service_that_handed_it_on_answers_no_more(terrain: Terrain) -> None:
    press(terrain, "vers.sv-voirie")
    assert press(terrain, "traite").toast == "V-0001 a été confié à un autre service."


def test_a_stranger_another_chat_and_a_button_never_made_are_refused(terrain: Terrain) -> None:
    assert press(terrain, "recu", member=False) == Reply(RESERVED)
    assert press(terrain, "recu", chat=-999) == Reply(RESERVED)
    assert press(terrain, "recu", alerte=2) == Reply(RESERVED), "a mailbox has no buttons"
    assert press(terrain, "recu", alerte=99) == Reply(RESERVED)
    assert press(terrain, "detruire") == Reply(RESERVED)
    assert terrain.row(1).statut == StatutSignalement.EMIS


def test_who_pressed_is_kept_as_a_role_and_a_channel(terrain: Terrain) -> None:
    press(terrain, "recu")
    with terrain.tx() as tx:
        acte = last_acte(tx, 1, ActeSignalement.ACCUSER_RECEPTION)
        assert acte is not None
        assert acte.par == "service:sv-eclairage:telegram"


def keyboard(terrain: Terrain, chat: int = GROUPE) -> list[str]:
    """The buttons of the card, as it last changed in the group."""
    rows = terrain.outbox(chat)[-1].contenu.get("keyboard", [])
    return [label for row in rows for label, *_ in row]


def test_pas_de_notre_ressort_asks_to_whom_before_anything_is_sent(terrain: Terrain) -> None:
    assert press(terrain, "autre").toast == TO_WHOM
    asked = keyboard(terrain)
    assert "Éclairage public" not in asked
    assert {"Voirie", "Je ne sais pas", "⬅️ Retour"} <= set(asked)
    assert terrain.row(1).statut == StatutSignalement.EMIS
    press(terrain, "garder")
    assert "👍 Bien reçu" in keyboard(terrain)
    press(terrain, "autre")
    press(terrain, "vers.sv-voirie")
    assert terrain.row(1).service == "sv-voirie"
    assert keyboard(terrain) == ["↩️ Corriger ma réponse"]


def test_every_answer_is_corrected_within_a_day_and_the_mediators_are_told(
    terrain: Terrain,
) -> None:
    for word in ("recu", "pris", "traite", "vers.sv-voirie"):
        press(terrain, word)
        assert "↩️ Corriger ma réponse" in keyboard(terrain)
        assert press(terrain, "corriger").toast == CORRECTED
        assert terrain.row(1).statut == StatutSignalement.EMIS
        assert (terrain.row(1).recu_le, terrain.row(1).traite_le) == (None, None)
        assert "corrige sa réponse" in terrain.texts(MEDIATRICE)[-1]
        assert "👍 Bien reçu" in keyboard(terrain)
    assert terrain.row(1).service == "sv-eclairage"
    press(terrain, "recu")
    terrain.clock.advance(timedelta(hours=24))
    assert press(terrain, "corriger").toast == NOT_CORRECTED
    assert terrain.row(1).statut == StatutSignalement.RECU
