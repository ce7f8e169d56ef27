"""The shared grid as it is kept: once, by actor, by programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.casework.grille import actes as casework
from bot.domain.semaine import Semaine
from storage import grille
from storage.grille import CreneauActeur
from storage.machine.db import Database
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import Work
from tests.storage.dispositif_cast import example

NOW = datetime(2026, 11, 17, 16, tzinfo=UTC)
TODAY = NOW.date()
EDUCATEURS, CENTRE = "Éducateurs de rue", "Centre social"
JEUDI = CreneauActeur("etouvie", date(2026, 11, 19), time(14), time(17))


@pytest.fixture
def programme(database: Database) -> Programme:
    with database.transaction() as tx:
        return synchronise(tx, example("amiens"), NOW)


def test_a_week_is_from_monday_to_sunday(database: Database, programme: Programme) -> None:
    week = Semaine.of(NOW)
    with database.transaction() as tx:
        for rank, ahead in enumerate((-2, -1, 5, 6)):
            day = TODAY + timedelta(days=ahead)
            casework.add(Work(tx, programme, NOW), CENTRE, replace(JEUDI, jour=day), str(rank))
        found = [row.jour for row in grille.of_week(tx, programme, week)]
    assert found == [TODAY - timedelta(days=1), TODAY + timedelta(days=5)]


def test_habits_are_the_actor_s_own_the_most_usual_first_and_recent(
    database: Database, programme: Programme
) -> None:
    monday = CreneauActeur("amiens-nord", date(2026, 11, 16), time(9), time(12))
    with database.transaction() as tx:
        for weeks in (0, 1, 20):
            day = JEUDI.jour - timedelta(weeks=weeks)
            casework.add(
                Work(tx, programme, NOW), EDUCATEURS, replace(JEUDI, jour=day), f"j{weeks}"
            )
        casework.add(Work(tx, programme, NOW), EDUCATEURS, monday, "l")
        casework.add(Work(tx, programme, NOW), CENTRE, replace(monday, de=time(8)), "c")
        old = replace(monday, jour=TODAY - grille.RECENT - timedelta(days=1), a=time(11))
        casework.add(Work(tx, programme, NOW), EDUCATEURS, old, "o")
        found = grille.habits(tx, programme, EDUCATEURS, TODAY)
        assert [(row.quartier, row.jour) for row in found] == [
            ("etouvie", JEUDI.jour),
            ("amiens-nord", monday.jour),
        ]


def test_a_partner_has_one_number_per_programme(database: Database, programme: Programme) -> None:
    with database.transaction() as tx:
        first = grille.lien(tx, programme, "pa-ccas")
        assert grille.lien(tx, programme, "pa-ccas") == first
        assert grille.lien(tx, programme, "pa-sante") != first
        found = grille.behind(tx, first)
        assert found is not None
        assert (found.dispositif_id, found.partenaire) == (programme.id, "pa-ccas")
        assert grille.behind(tx, 999) is None
