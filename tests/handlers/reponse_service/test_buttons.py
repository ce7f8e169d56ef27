"""A service answers from its group, in one tap; nobody else can."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.casework.signalement.alerte import REPONSE
from bot.domain.roles import Role
from bot.domain.vies.signalement import (
    OPEN,
    VIE_SIGNALEMENT,
    ActeSignalement,
    StatutSignalement,
)
from bot.domain.vies.vie import Acteur
from bot.feature.contract import Context, Reply, Tap
from handlers.reponse_service.buttons import (
    CORRECTED,
    NOT_CORRECTED,
    NOT_NAMED,
    RESERVED,
    TO_WHOM,
    WHY,
)
from handlers.reponse_service.feature import FEATURE
from storage.machine.db import Database
from storage.signalements import actes, last_acte
from tests.bot.casework.terrain import (
    COORDINATRICE,
    GROUPE,
    MEDIATRICE,
    Terrain,
    open_terrain,
)


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
    expected = "V-0001 : « annoncé traité ». Cela ne peut plus devenir « bien reçu »."
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


ECOLE = "vt-encombrants"
PROPRETE, MEDIATION = -2001, -2002


@pytest.fixture
def ecole(terrain: Terrain) -> Terrain:
    """V-0002, by a school: the propreté and the médiation of the town both have it (000 l.42)."""
    terrain.register_group("sv-proprete", PROPRETE)
    terrain.register_group("sv-mediation-ville", MEDIATION)
    terrain.emit(categorie=ECOLE, service="sv-proprete", type_lieu="abords-ecole")
    terrain.all_sent()
    return terrain


def copies(terrain: Terrain, chat: int) -> int:
    return next(one.id for one in terrain.alertes() if one.adresse == str(chat))


def answers(terrain: Terrain, argument: str, chat: int) -> str:
    return press(terrain, argument, alerte=copies(terrain, chat), chat=chat).toast


def card(terrain: Terrain, chat: int) -> str:
    return str(terrain.outbox(chat)[-1].contenu["text"])


def test_each_of_several_services_has_its_own_state_and_the_furthest_speaks_for_all(
    ecole: Terrain,
) -> None:
    assert answers(ecole, "pris", PROPRETE) == "C'est noté : pris en charge."
    assert "Propreté, déchets : pris en charge, mardi 17 novembre" in card(ecole, MEDIATION)
    assert "Médiation de la Ville : pas encore de réponse" in card(ecole, PROPRETE)
    assert answers(ecole, "recu", MEDIATION) == "C'est noté : bien reçu."
    assert answers(ecole, "recu", MEDIATION) == "Déjà fait le mardi 17 novembre à 17 h 40."
    assert ecole.row(2).statut == StatutSignalement.PRIS_EN_CHARGE
    assert answers(ecole, "corriger", MEDIATION) == CORRECTED
    assert ecole.row(2).statut == StatutSignalement.PRIS_EN_CHARGE
    assert "Médiation de la Ville : pas encore de réponse" in card(ecole, PROPRETE)
    assert answers(ecole, "vers.", MEDIATION) == "C'est noté : pas de notre ressort."
    assert ecole.row(2).statut == StatutSignalement.PRIS_EN_CHARGE
    assert "Reste à : Propreté, déchets" in ecole.texts(MEDIATRICE)[-1]
    assert answers(ecole, "refus.perimetre", PROPRETE).startswith("C'est noté : hors de notre")
    assert ecole.row(2).statut == StatutSignalement.REFUSE
    assert ecole.row(2).clos_le
    assert "la coordination décide de la suite" in ecole.texts(COORDINATRICE)[-1]


def test_a_danger_that_is_refused_is_still_told_to_telephone(terrain: Terrain) -> None:
    terrain.emit(urgence="u1", danger=True)
    copy = next(one.id for one in terrain.alertes() if one.signalement_id == 2)
    press(terrain, "refus.impossible-budget", alerte=copy)
    assert "Danger immédiat : téléphonez, 112" in terrain.texts(COORDINATRICE)[-1]


def test_a_service_that_had_it_in_hand_leaves_it_to_the_others(ecole: Terrain) -> None:
    answers(ecole, "pris", PROPRETE)
    answers(ecole, "refus.impossible-acces", PROPRETE)
    row = ecole.row(2)
    assert (row.statut, row.service) == (StatutSignalement.REORIENTE, "sv-mediation-ville")
    assert "refusé par Propreté, déchets, impossible : pas" in ecole.texts(MEDIATRICE)[-1]
    assert answers(ecole, "corriger", PROPRETE) == CORRECTED
    row = ecole.row(2)
    assert (row.statut, row.service) == (StatutSignalement.PRIS_EN_CHARGE, "sv-proprete")
    assert "corrige sa réponse" in ecole.texts(COORDINATRICE)[-1]


def test_why_it_is_refused_is_picked_and_a_duplicate_says_of_which(terrain: Terrain) -> None:
    terrain.emit()
    terrain.all_sent()
    second = next(one.id for one in terrain.alertes() if one.signalement_id == 2)
    assert press(terrain, "refus", alerte=second).toast == WHY
    assert "Doublon de V-0001, Éclairage public en panne" in keyboard(terrain)
    assert press(terrain, "refus.doublon-2", alerte=second).toast == NOT_NAMED, "of itself"
    assert press(terrain, "refus.doublon-99", alerte=second).toast == NOT_NAMED
    assert press(terrain, "vers.sv-eclairage", alerte=second).toast == NOT_NAMED, "to itself"
    assert terrain.row(2).statut == StatutSignalement.EMIS
    said = press(terrain, "refus.doublon-1", alerte=second).toast
    assert said == "C'est noté : doublon de V-0001, Éclairage public en panne."
    with terrain.tx() as tx:
        line = last_acte(tx, 2, ActeSignalement.MARQUER_DOUBLON)
        assert line is not None
        assert (line.raison, line.doublon_de) == ("doublon", 1)
        assert actes(tx, 1)[-1].motif == "V-0002", "it was seen once more there"
    assert terrain.row(1).statut == StatutSignalement.EMIS
    assert terrain.texts(MEDIATRICE)[-1].startswith("V-0002 : doublon de V-0001")
    assert press(terrain, "recu", alerte=second).toast == (
        "V-0002 : « déjà suivi sous un autre numéro ». Cela ne peut plus devenir « bien reçu »."
    )


LIVED: dict[StatutSignalement, tuple[ActeSignalement, ...]] = {
    StatutSignalement.EMIS: (),
    StatutSignalement.RECU: (ActeSignalement.ACCUSER_RECEPTION,),
    StatutSignalement.PRIS_EN_CHARGE: (ActeSignalement.PRENDRE_EN_CHARGE,),
    StatutSignalement.TRAITE_ANNONCE: (ActeSignalement.ANNONCER_TRAITE,),
    StatutSignalement.TOUJOURS_LA: (
        ActeSignalement.ANNONCER_TRAITE,
        ActeSignalement.VERIFIER_TOUJOURS_LA,
    ),
    StatutSignalement.VERIFIE: (ActeSignalement.VERIFIER_REPARE,),
    StatutSignalement.ANNULE: (ActeSignalement.ANNULER,),
    StatutSignalement.REFUSE: (ActeSignalement.REFUSER,),
    StatutSignalement.DOUBLON: (ActeSignalement.MARQUER_DOUBLON,),
}
"""How each state is reached in which a service's own card may still be pressed."""
PRESSED = {
    "recu": ActeSignalement.ACCUSER_RECEPTION,
    "pris": ActeSignalement.PRENDRE_EN_CHARGE,
    "traite": ActeSignalement.ANNONCER_TRAITE,
    "vers.sv-voirie": ActeSignalement.REORIENTER,
    "refus.perimetre": ActeSignalement.REFUSER,
    "refus.doublon-1": ActeSignalement.MARQUER_DOUBLON,
}


@pytest.mark.parametrize("statut", LIVED)
def test_each_answer_in_each_state_passes_or_names_both_states_in_french(
    terrain: Terrain, statut: StatutSignalement
) -> None:
    """Walked at the buttons: what the table allows is noted, what it does not names both."""
    for word, acte in PRESSED.items():
        number = terrain.emit()
        copy = next(
            one.id
            for one in terrain.alertes()
            if one.signalement_id == number and one.canal == "telegram"
        )
        for lived in LIVED[statut]:
            own = lived in PRESSED.values()
            by = "service:sv-eclairage:telegram" if own else terrain.mediateur(MEDIATRICE)
            terrain.act(number, lived, by)
        toast = press(terrain, word, alerte=copy).toast
        if acte in VIE_SIGNALEMENT.possible(statut, Acteur.SERVICE) and statut in OPEN:
            assert toast.startswith("C'est noté"), word
            assert terrain.row(number).statut != statut
        elif statut in OPEN and acte == LIVED[statut][-1]:
            assert toast.startswith("Déjà fait"), word
        else:
            both = rf"V-{number:04}\s: «[^»]+»\. Cela ne peut plus devenir «[^»]+»\."
            assert re.fullmatch(both, toast), word
            assert terrain.row(number).statut == statut
