"""« Ce qui reste ouvert chez vous »: each Monday, to each address that has something to read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import PARIS
from bot.domain.vies.signalement import ActeSignalement
from bot.signing import AUTRES, LIEN
from bot.web.links import link
from handlers.reponse_service import clock
from storage.machine.db import Database
from storage.models import Outbox
from tests.bot.casework.terrain import ECLAIRAGE, GROUPE, MEDIATRICE, Terrain, open_terrain
from tests.bot.web.conftest import visitor
from tests.bot.web.visitor import PAGES, Visitor
from tests.clockwork import ring
from tests.storage.dispositif_cast import edited

__all__ = ["visitor"]
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=PARIS)


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    """Three lamps on Tuesday: one mended since, two still dead; the service has a group too."""
    opened = open_terrain(sqlite_database)
    opened.register_group()
    for _ in range(3):
        opened.emit()
    opened.all_sent()
    opened.clock.advance(timedelta(days=2))
    opened.act(1, ActeSignalement.ANNONCER_TRAITE)
    opened.act(1, ActeSignalement.VERIFIER_REPARE, opened.mediateur(MEDIATRICE))
    opened.act(2, ActeSignalement.PRENDRE_EN_CHARGE)
    return opened


def rings(terrain: Terrain, at: datetime) -> None:
    terrain.clock.set(at)
    ring(terrain.database, terrain.programme, at, clock.tell_what_is_open)


def letters(terrain: Terrain, to: str | int) -> list[Outbox]:
    return [row for row in terrain.outbox(to) if row.cle.startswith("reste:")]


def test_a_service_reads_what_is_open_its_delay_and_its_thanks(terrain: Terrain) -> None:
    rings(terrain, MONDAY - timedelta(minutes=1))
    assert letters(terrain, ECLAIRAGE) == [], "not before its hour"
    for _ in range(2):
        rings(terrain, MONDAY)
    (letter,) = letters(terrain, ECLAIRAGE)
    said = letter.contenu
    expected = "Éclairage public : 2 signalements ouverts, 1 réparé la semaine passée"
    assert said["subject"] == expected
    text = said["text"]
    assert "Merci : 1 réparation vue sur place la semaine passée\n(V-0001)." in text
    assert "sur 12 semaines : 2 jours\n(1 réparation)" in text
    assert "- V-0002 : Éclairage public en panne, Site A" in text
    assert "pris en charge ; DÉLAI PASSÉ" in text
    assert "V-0003" in text
    assert sorted(said[AUTRES].values()) == ["alerte:4", "alerte:6"]
    assert all(f"Répondre : {mark}" in text for mark in said[AUTRES])
    assert said["headers"]["List-Unsubscribe"] == f"<{said[LIEN]}>"
    (card,) = letters(terrain, GROUPE)
    assert sorted(card.contenu[AUTRES].values()) == ["alerte:3", "alerte:5"]
    assert "Délai médian sur 12 semaines" in card.contenu["text"]


def test_a_room_that_is_all_a_service_has_reads_it_and_a_counter_has_no_place_for_it(
    sqlite_database: Database,
) -> None:
    line = 'label: "Éclairage public", '
    room = """matrix: "!salon:example.org", open311: {url: "https://guichet.example.org",
        cle_env: CLE, code: "1"}, """
    config = edited(f'{line}emails: ["{ECLAIRAGE}"], ', line + room)
    terrain = open_terrain(sqlite_database, config)
    terrain.emit()
    terrain.all_sent()
    rings(terrain, MONDAY)
    (told,) = (row for row in terrain.outbox() if row.cle.startswith("reste:"))
    assert (told.canal, told.adresse) == ("matrix", "!salon:example.org")
    assert "Ce qui reste ouvert chez vous" in told.contenu["text"]
    assert "V-0001" in told.contenu["text"]


def test_a_service_with_nothing_open_and_nothing_mended_reads_nothing(terrain: Terrain) -> None:
    rings(terrain, MONDAY)
    everybody = {row.adresse for row in terrain.outbox() if row.cle.startswith("reste:")}
    assert everybody == {ECLAIRAGE, str(GROUPE)}
    for row_id in (2, 3):
        terrain.act(row_id, ActeSignalement.ANNONCER_TRAITE)
        terrain.act(row_id, ActeSignalement.VERIFIER_REPARE, terrain.mediateur(MEDIATRICE))
    rings(terrain, MONDAY + timedelta(days=7))
    assert "plus rien d'ouvert, 2 réparés" in letters(terrain, ECLAIRAGE)[-1].contenu["subject"]
    rings(terrain, MONDAY + timedelta(days=14))
    assert len(letters(terrain, ECLAIRAGE)) == 2


async def test_it_is_left_by_one_click_and_taken_up_again(
    terrain: Terrain, visitor: Visitor
) -> None:
    rings(terrain, MONDAY)
    (letter,) = letters(terrain, ECLAIRAGE)
    page = link(PAGES, visitor.signer, "", letter.sujet)
    answer = await visitor.post(page, **{"List-Unsubscribe": "One-Click"})
    assert answer.status == 200
    rings(terrain, MONDAY + timedelta(days=7))
    assert len(letters(terrain, ECLAIRAGE)) == 1
    assert len(letters(terrain, GROUPE)) == 2, "the group still reads it"
    await visitor.post(page, choix="revenir")
    rings(terrain, MONDAY + timedelta(days=14))
    assert len(letters(terrain, ECLAIRAGE)) == 2
