"""Declared time: what leaves when a service stays silent, to whom, at which hour; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.clock import PARIS
from bot.domain.vies.signalement import ActeSignalement
from handlers.reponse_service.clock import answer_silence
from storage import signalements
from storage.models import Outbox
from tests.bot.casework.terrain import (
    ECLAIRAGE,
    GROUPE,
    MEDIATRICE,
    PROXIMITE,
    Terrain,
)

A = ActeSignalement
COORDINATION = "coordination@mediation.example.org"
HOUR = timedelta(hours=1)
Parti = tuple[str, str, str]
"""The hour in Paris, the mailbox, the subject up to its first words."""


def minutes(terrain: Terrain) -> None:
    """What the clock does at that minute, until nothing more is due."""
    more = True
    while more:
        with terrain.work() as work:
            more = answer_silence(work) is not None


def lived(terrain: Terrain, until: str, step: timedelta = HOUR) -> Iterator[Parti]:
    """Every letter that the clock queues, hour after hour."""
    seen = {row.id for row in letters(terrain)}
    end = datetime.fromisoformat(until).replace(tzinfo=PARIS)
    while terrain.clock.now() < end:
        terrain.clock.advance(step)
        minutes(terrain)
        for row in letters(terrain):
            if row.id not in seen:
                seen.add(row.id)
                at = f"{terrain.clock.now().astimezone(PARIS):%d %H:%M}"
                yield at, row.adresse, row.contenu["subject"].partition(" – ")[0]


def letters(terrain: Terrain) -> list[Outbox]:
    return [row for row in terrain.outbox() if row.canal == "email"]


def test_a_silent_service_is_reminded_then_relayed_then_the_coordination_acts(
    terrain: Terrain,
) -> None:
    """Sent on Tuesday 17 at 17:40 for Friday, same hour; the last step waits for Monday."""
    terrain.register_group()
    terrain.emit()
    terrain.all_sent()
    assert list(lived(terrain, "2026-12-05 08:00")) == [
        ("18 17:40", ECLAIRAGE, "[V-0001] Rappel : Éclairage public en panne"),
        ("20 17:40", PROXIMITE, "[V-0001] Sans réponse du service : Éclairage public en panne"),
        ("20 17:40", COORDINATION, "[V-0001] Sans réponse"),
        ("23 08:40", COORDINATION, "[V-0001] Sans réponse"),
    ]
    silent = "Éclairage public ; dit au service Direction de proximité"
    (relay,) = terrain.texts(PROXIMITE)
    assert f"\n- 20/11 à 17 h 40 : Resté sans réponse : {silent}\n" in relay
    state = "<b>Envoyé, en attente d&#39;une réponse</b>, "
    assert f"{state}resté sans réponse lundi 23 novembre à 8 h 40 : " in terrain.texts(GROUPE)[-1]
    relayed = "transmis au service Direction de proximité."
    told = terrain.texts(MEDIATRICE)[-1]
    assert told.index(relayed) < told.index("personne à prévenir")
    with terrain.tx() as tx:
        motifs = [line.motif for line in signalements.actes(tx, 1)[1:]]
    assert motifs[0] == "Éclairage public"
    assert terrain.row(1).statut == "emis"


def test_a_danger_is_telephoned_after_a_quarter_of_an_hour_at_any_hour(terrain: Terrain) -> None:
    terrain.clock.advance(8 * HOUR)
    terrain.emit(urgence="u1", danger=True)
    quarter = timedelta(minutes=15)
    assert [(at, to) for at, to, _ in lived(terrain, "2026-11-18 08:00", quarter)] == [
        ("18 01:55", ECLAIRAGE),
        ("18 01:55", COORDINATION),
        ("18 02:10", PROXIMITE),
        ("18 02:10", COORDINATION),
        ("18 02:25", COORDINATION),
    ]
    assert any("Téléphonez : " in text for text in terrain.texts(COORDINATION))


def test_what_was_taken_on_is_reminded_at_its_term(terrain: Terrain) -> None:
    terrain.emit()
    terrain.all_sent()
    terrain.act(1, A.PRENDRE_EN_CHARGE)
    assert list(lived(terrain, "2026-11-23 09:00")) == [
        ("20 17:40", ECLAIRAGE, "[V-0001] Délai passé : Éclairage public en panne"),
        ("23 08:40", PROXIMITE, "[V-0001] Sans réponse du service : Éclairage public en panne"),
        ("23 08:40", COORDINATION, "[V-0001] Sans réponse"),
    ]


def test_a_repair_that_nobody_saw_is_asked_about_twice_and_nothing_else(terrain: Terrain) -> None:
    terrain.emit()
    terrain.act(1, A.ANNONCER_TRAITE)
    before = len(terrain.texts(MEDIATRICE))
    assert list(lived(terrain, "2026-12-20 09:00")) == []
    asked = terrain.texts(MEDIATRICE)[before:]
    assert len(asked) == 2
    assert asked[0].endswith("Personne n'a vérifié sur place : vous passez voir ?")


def test_days_of_downtime_are_said_once_as_things_stand_and_a_closure_says_nothing(
    terrain: Terrain,
) -> None:
    terrain.emit()
    terrain.emit(categorie="vt-depot-encombrants", service="sv-proprete")
    terrain.act(2, A.ANNULER, terrain.mediateur(MEDIATRICE))
    terrain.all_sent()
    terrain.clock.advance(timedelta(days=10))
    assert [(to, subject) for _, to, subject in lived(terrain, "2026-12-05 08:00")] == [
        (PROXIMITE, "[V-0001] Sans réponse du service : Éclairage public en panne"),
        (COORDINATION, "[V-0001] Sans réponse"),
    ]
