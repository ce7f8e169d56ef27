"""The hours of a point hebdo: holidays, both nights of changed clocks, the week 53."""

from __future__ import annotations

import pytest

from bot.casework.point import heures
from bot.domain.mois import periode
from storage.machine.db import Database
from tests.bot.casework.terrain import open_terrain
from tests.digests.scene import paris


@pytest.mark.parametrize(
    ("semaine", "draft", "freeze", "leaves"),
    [
        ("2026-W47", "2026-11-20 12:00", "2026-11-23 07:00", "2026-11-23 08:00"),
        ("2026-W43", "2026-10-23 12:00", "2026-10-26 07:00", "2026-10-26 08:00"),
        ("2027-W12", "2027-03-26 12:00", "2027-03-29 07:00", "2027-03-29 08:00"),
        ("2026-W18", "2026-04-30 12:00", "2026-05-04 07:00", "2026-05-04 08:00"),
        ("2026-W53", "2026-12-31 12:00", "2027-01-04 07:00", "2027-01-04 08:00"),
        ("2026-11", "2026-11-27 12:00", "2026-11-30 07:00", "2026-11-30 09:00"),
    ],
    ids=["ordinary", "clocks-back", "clocks-forward", "holiday-friday", "week-53", "month"],
)
def test_the_hours_are_those_of_a_clock_in_paris(
    sqlite_database: Database, semaine: str, draft: str, freeze: str, leaves: str
) -> None:
    programme, week = open_terrain(sqlite_database).programme, periode(semaine)
    assert heures.drafting(programme, week) == paris(draft)
    assert heures.freezing(programme, week) == paris(freeze)
    assert heures.first_sending(programme, week) == paris(leaves)
    assert heures.to_reread(programme, paris(freeze), type(week)) == week
    assert heures.to_reread(programme, paris(leaves), type(week)) == week.shifted(1)
    first, before = heures.textes_of(programme, week)
    assert heures.period_of_textes(programme, first, type(week)) == week
    assert heures.period_of_textes(programme, before, type(week)) == week.shifted(1)
