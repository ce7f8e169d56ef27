"""Declared time: what leaves, to whom, at which hour, in which letter; anything else fails."""

from __future__ import annotations

from typing import Any

import pytest

from bot.casework.signalement import actes as casework
from bot.casework.signalement import retenue
from bot.casework.signalement.contenu import EnMain
from bot.clock import PARIS
from bot.delivery.lost import Fate, Loss
from bot.domain.vies.signalement import ActeSignalement
from bot.web.links import tellers
from storage import signalements
from storage.ajustements import LigneAjustee
from storage.referential import adjust
from tests.bot.casework.signalement import temps
from tests.bot.casework.signalement.temps import at
from tests.bot.casework.terrain import (
    COORDINATRICE,
    ECLAIRAGE,
    GROUPE,
    MEDIATRICE,
    PROXIMITE,
    SOIR,
    Terrain,
)

A = ActeSignalement
PROPRETE = "proprete@amiens.example.org"
COORDINATION = "coordination@mediation.example.org"
TAG: dict[str, Any] = {"categorie": "vt-tag", "urgence": "u3", "service": "sv-proprete"}
DEPOT: dict[str, Any] = TAG | {"categorie": "vt-encombrants"}
LAMPE: dict[str, Any] = {"urgence": "u2"}
Parti = tuple[str, str, str]
"""The day and the hour in Paris, the address, the subject or the first words."""


def lived(terrain: Terrain, until: str, *, down: bool = False) -> list[Parti]:
    """Everything that leaves for services and for the coordination's mailbox until then."""
    return [
        (hour, row.address, row.content.get("subject") or row.content["text"])
        for hour, row in temps.lived(terrain, until, down=down)
        if row.channel == "email" or row.address == str(GROUPE)
    ]


def subjects(left: list[Parti]) -> list[Parti]:
    return [(hour, to, subject.partition(" – ")[0]) for hour, to, subject in left]


def test_what_does_not_press_leaves_once_a_working_morning_and_the_rest_as_it_must(
    terrain: Terrain,
) -> None:
    """Christmas is a Friday; Easter Monday follows the night when the clocks go forward."""
    at(terrain, "2026-12-24 17:00")
    for what in (TAG, DEPOT, LAMPE):
        terrain.emit(**what)
    at(terrain, "2026-12-24 17:01")
    assert subjects(lived(terrain, "2026-12-25 22:00")) == [
        ("Thu 24 17:01:00", ECLAIRAGE, "[V-0003] Éclairage public en panne")
    ]
    terrain.act(3, A.VERIFIER_REPARE, "coordination:3")
    terrain.emit(**TAG | {"site": "site-b"})
    terrain.emit(**LAMPE | {"site": "site-b"})
    danger = LAMPE | {"urgence": "u1", "danger": True, "site": "site-c"}
    terrain.emit(**danger)
    assert [one for one in subjects(lived(terrain, "2026-12-26 07:30")) if one[1] == ECLAIRAGE][
        :1
    ] == [("Fri 25 22:00:00", ECLAIRAGE, "[V-0006] Éclairage public en panne")]
    terrain.act(6, A.VERIFIER_REPARE, "coordination:3")
    terrain.act(5, A.VERIFIER_REPARE, "coordination:3")
    assert lived(terrain, "2026-12-28 08:00") == [
        (
            "Mon 28 08:00:00",
            PROPRETE,
            "3 signalements pour Propreté, déchets : 3 nouveaux",
        )
    ]
    for number in (1, 2, 4):
        terrain.act(number, A.VERIFIER_REPARE, "coordination:3")
    at(terrain, "2027-03-26 17:00")
    terrain.emit(**TAG)
    assert subjects(lived(terrain, "2027-03-31 00:00")) == [
        ("Tue 30 08:00:00", PROPRETE, "[V-0007] Tag")
    ]
    links = terrain.outbox(PROPRETE)[0].contenu
    assert sorted(links["autres_liens"].values()) == ["alerte:1", "alerte:2", "alerte:4"]
    assert all(mark in links["text"] and mark in links["html"] for mark in links["autres_liens"])


def test_taken_back_in_time_it_never_leaves_and_its_letter_goes_without_it(
    terrain: Terrain,
) -> None:
    terrain.register_group("sv-proprete")
    for what in (TAG, DEPOT, LAMPE):
        terrain.emit(**what)
    for number in (1, 3):
        terrain.act(number, A.ANNULER, terrain.mediateur(MEDIATRICE))
    left = subjects(lived(terrain, "2026-11-18 08:30"))
    assert [(hour, to) for hour, to, _subject in left] == [
        ("Wed 18 08:00:00", PROPRETE),
        ("Wed 18 08:00:00", str(GROUPE)),
    ]
    assert left[0][2] == "[V-0002] Encombrants"
    assert {row.echec for row in terrain.alertes()} == {None}
    assert [bool(row.envoyee_le) for row in terrain.alertes()] == [False, False, True, True, False]


@pytest.mark.parametrize("closed", [False, True])
def test_days_of_downtime_make_one_letter_and_never_with_a_closure(
    terrain: Terrain, closed: bool
) -> None:
    for site in ("site-a", "site-b", "site-c"):
        terrain.emit(**LAMPE | {"site": site})
    lived(terrain, "2026-11-17 18:00")
    if closed:
        terrain.act(3, A.VERIFIER_REPARE, "coordination:3")
    lived(terrain, "2026-11-20 09:00", down=True)
    kept = 2 if closed else 3
    said = f"{kept} signalements pour Éclairage public : {kept} rappels"
    assert lived(terrain, "2026-11-20 09:10") == [("Fri 20 09:05:00", ECLAIRAGE, said)]
    relayed = [one for one in lived(terrain, "2026-11-20 20:00") if one[1] == PROXIMITE]
    assert len(relayed) == 1
    alone = "[V-0001] Sans réponse du service : "
    together = "2 signalements pour Direction de proximité : 2 sans réponse"
    assert relayed[0][2].startswith(alone if closed else together)


def test_a_reminder_answered_before_it_leaves_does_not(terrain: Terrain) -> None:
    """Due on Thursday at the end of the day, it was to be in Friday's letter."""
    terrain.emit(**TAG)
    terrain.emit(**DEPOT)
    assert len(lived(terrain, "2026-11-20 07:00")) == 1
    terrain.act(1, A.PRENDRE_EN_CHARGE, "service:sv-proprete:email")
    left = lived(terrain, "2026-11-20 09:00")
    assert [(hour, to) for hour, to, _subject in left] == [("Fri 20 08:00:00", PROPRETE)]
    assert left[0][2].startswith("[V-0002] Rappel : Encombrants")


def test_changes_within_minutes_make_one_message_and_a_question_waits_for_none(
    terrain: Terrain,
) -> None:
    """One at once; the next ones five minutes later, together; what is asked takes its own."""
    for what in (LAMPE, DEPOT | {"urgence": "u2"}):
        terrain.emit(**what)
    at(terrain, "2026-11-17 18:00")
    terrain.act(1, A.ACCUSER_RECEPTION)
    lived(terrain, "2026-11-17 18:01")
    terrain.act(1, A.PRENDRE_EN_CHARGE)
    terrain.act(2, A.ACCUSER_RECEPTION, "service:sv-proprete:email")
    lived(terrain, "2026-11-17 18:02")
    terrain.act(2, A.PRENDRE_EN_CHARGE, "service:sv-proprete:email")
    terrain.act(1, A.ANNONCER_TRAITE)
    lived(terrain, "2026-11-17 18:20")
    sent = [
        (f"{row.envoyee_le.astimezone(PARIS):%H:%M}", row.contenu["text"].split("\n"))
        for row in sorted(terrain.outbox(MEDIATRICE), key=lambda row: row.envoyee_le or SOIR)
        if row.envoyee_le
    ]
    assert sent == [
        ("18:00", ["V-0001 : bien reçu par Éclairage public."]),
        (
            "18:02",
            [
                "V-0001 : pris en charge par Éclairage public.",
                "V-0001 : annoncé traité par Éclairage public. Vous passez vérifier ?",
            ],
        ),
        (
            "18:05",
            [
                "V-0002 : bien reçu par Propreté, déchets.",
                "V-0002 : pris en charge par Propreté, déchets.",
            ],
        ),
    ]


def test_what_the_coordination_reads_first_leaves_when_it_says_or_after_a_working_day(
    terrain: Terrain,
) -> None:
    read_first = LigneAjustee("urgences", "u3", {"relire": True})
    with terrain.work() as work:
        terrain.programme = adjust(work, [read_first], None)
    with terrain.work() as work:
        said = casework.emit(work, terrain.lampadaire(work, **TAG)).suite
    assert said == (
        "la coordination le relit ; il part au service Propreté, déchets jeudi 19 novembre à "
        "8 h 00 au plus tard"
    )
    terrain.emit(**DEPOT)
    asked = terrain.outbox(COORDINATRICE)[0].contenu
    assert asked["text"].startswith("🔎 <b>V-0001</b> · Tag\n📍 Site A, Étouvie, devant")
    for number, asked_again in ((1, False), (1, True)):
        with terrain.work() as work:
            en_main = EnMain.of(work, signalements.lock(work.tx, number))
            assert retenue.waits(en_main) is not asked_again
            if not asked_again:
                retenue.release(en_main)
    assert subjects(lived(terrain, "2026-11-18 09:00")) == [
        ("Wed 18 08:00:00", PROPRETE, "[V-0001] Tag")
    ]
    assert subjects(lived(terrain, "2026-11-19 08:00")) == [
        ("Thu 19 08:00:00", PROPRETE, "[V-0002] Encombrants")
    ]


def test_a_letter_of_several_that_is_lost_names_each_to_the_coordination(
    terrain: Terrain,
) -> None:
    for what in (TAG, DEPOT):
        terrain.emit(**what)
    about = terrain.outbox(PROPRETE)[0].sujet
    with terrain.tx() as tx:
        loss = Loss(
            int(about.removeprefix("lot:")), "k", "courriel", PROPRETE, "refusé", Fate.LOST
        )
        told = tellers(())["lot"](tx, loss)
    assert told is not None
    assert told.objet == "[V-0001, V-0002] Le courriel n'est pas parti"
    assert "pour Propreté, déchets (V-0001, V-0002)" in told.texte
