"""The same cast at Mons-en-Barœul, whose file has other sites, landlords and one binôme."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.clock import MovableClock
from storage.machine.db import Database
from tests.handlers.people import Team, open_team
from tests.storage.dispositif_cast import example

AUTUMN = datetime(2016, 9, 20, 15, 0, tzinfo=UTC)


def mons_team(database: Database, clock: MovableClock) -> Team:
    """The packaged file on an evening of its convention; the cast's second binôme is added."""
    clock.set(AUTUMN)
    config = example("mons")
    second = config.binomes[0].model_copy(update={"slug": "binome-2", "label": "Binôme 2"})
    both = (*config.binomes, second)
    return open_team(database, clock, config.model_copy(update={"binomes": both}))
