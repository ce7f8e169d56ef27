"""Two programs wake on one base at the same instant: what is due leaves once, whoever takes it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.server import start
from bot.sandbox.world import World
from storage.machine.db import Database
from tests.bot.casework.terrain import COORDINATRICE, ECLAIRAGE, Terrain, open_terrain
from tests.stories.jumeaux import Jumeau, Ordre, twins, words
from tests.stories.stage import Home

pytestmark = pytest.mark.both_engines

SITES = ("site-a", "site-b", "site-c")
LAMPES = [f"V-{rank:04}" for rank in range(1, 7)]
DANGERS = [f"V-{rank:04}" for rank in range(7, 11)]
OUEST, NORD = (f"proximite-{one}@amiens.example.org" for one in ("ouest", "nord"))
RELAYS = (OUEST, NORD, OUEST, OUEST)
SILENT = "Sans réponse du service : Éclairage public en panne"
COORDINATION = "coordination@mediation.example.org"


def reported(terrain: Terrain) -> None:
    """Tuesday evening: lamps and dangers leave, and nobody answers for a day."""
    for rank in range(len(LAMPES)):
        terrain.emit(site=SITES[rank % 3])
    for rank in range(len(DANGERS)):
        terrain.emit(site=SITES[rank % 3], urgence="u1", danger=True)
    terrain.all_sent()
    terrain.clock.advance(timedelta(days=1, minutes=1))


async def lived(terrain: Terrain, home: Home, both: Sequence[Jumeau]) -> tuple[World, Mailbox]:
    """Everything that the two send, woken together twice."""
    now = terrain.clock.now()
    clock = MovableClock(now, frozen=True)
    world, mailbox = World(clock), Mailbox(clock)
    for who in terrain.people:
        world.person("Quelqu'un", id=who).start()
    server = await start(world)
    heures = [(now + wait).isoformat() for wait in (timedelta(), timedelta(minutes=10))]
    folder, url, smtp = str(home.folder), home.database_url, await mailbox.start()
    try:
        for word in (words(Ordre(folder, url, server.url, smtp, heures)), *heures):
            for one in both:
                one.tell(word)
            for one in both:
                await one.is_ready()
    finally:
        await mailbox.stop()
        await server.stop()
    return world, mailbox


def test_two_programs_at_once_send_what_is_due_once(home: Home) -> None:
    """Six reminders make one letter; each danger is told to whoever relays it, and to us."""
    database = Database(home.database_url)
    terrain = open_terrain(database)
    reported(terrain)
    database.close()
    with twins() as both:
        world, mailbox = asyncio.run(lived(terrain, home, both))
    assert sorted(
        (*one.to, one.subject.partition(" – ")[0]) for one in mailbox.messages
    ) == sorted(
        [
            (ECLAIRAGE, "6 signalements pour Éclairage public : 6 rappels"),
            *((COORDINATION, f"[{v}] Sans réponse") for v in DANGERS),
            *((to, f"[{v}] {SILENT}") for v, to in zip(DANGERS, RELAYS, strict=True)),
        ]
    )
    (reminder,) = [one for one in mailbox.messages if ECLAIRAGE in one.to]
    assert sorted(re.findall(r"\bV-\d{4}\b", reminder.text)) == LAMPES
    told = [one.text for one in world.messages(COORDINATRICE) if one.from_bot]
    assert sorted(re.findall(r"⚠️ (V-\d{4})", " ".join(told))) == DANGERS
