"""A programme whose file wants no pinned tally."""

from __future__ import annotations

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Tableau
from tests.handlers.people import MEDIATRICE, open_team
from tests.handlers.presence.test_presence import starts
from tests.storage.dispositif_cast import example


def test_a_programme_may_do_without(sqlite_database: Database, clock: MovableClock) -> None:
    config = example("amiens")
    without = config.presence.model_copy(update={"tableau": False})
    team = open_team(sqlite_database, clock, config.model_copy(update={"presence": without}))
    starts(team)
    assert team.pinned(MEDIATRICE) == ""
    assert team.rows(Tableau) == []
