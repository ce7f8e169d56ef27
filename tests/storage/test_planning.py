"""The planned slots of some days: the same however they are read, and read in one go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.domain.semaine import Semaine
from storage import creneaux, planning
from storage.machine.db import Database, Tx
from storage.programme import Programme
from storage.referential import synchronise
from tests.statements import statements
from tests.storage.cast import amiens, without_site_a
from tests.storage.team import FIVE, Team, gathered

MONDAY = date(2026, 11, 16)
WEEK = Semaine(MONDAY)
SUNDAY = WEEK.dimanche


@pytest.fixture
def tx(database: Database) -> Iterator[Tx]:
    with database.transaction() as tx:
        yield tx


@pytest.fixture
def team(tx: Tx) -> Team:
    return gathered(tx)


def cancel_first(tx: Tx, programme: Programme, week: Semaine) -> None:
    slots = planning.week_slots(tx, programme, week)
    first = next(slot for slot in slots if not slot.annule)
    assert creneaux.cancel_slot(tx, programme, first, "mc-meteo", f"essai:{week.label}")


def test_days_across_two_weeks_are_those_of_each_week(tx: Tx, team: Team) -> None:
    cancel_first(tx, team.programme, WEEK.shifted(1))
    weeks = [planning.week_slots(tx, team.programme, WEEK.shifted(n)) for n in range(2)]
    first, last = MONDAY + timedelta(days=3), MONDAY + timedelta(days=8)
    found = planning.slots_between(tx, team.programme, first, last)
    assert found == [slot for week in weeks for slot in week if first <= slot.jour <= last]
    assert [slot for slot in weeks[1] if slot.annule]


def test_one_binome_s_slots_are_those_of_everybody_that_are_its_own(tx: Tx, team: Team) -> None:
    for _ in ("as the file says", "written down"):
        everyone = planning.agenda(tx, team.programme, MONDAY, SUNDAY)
        for binome_id in team.programme.binomes.values():
            for rank in range(7):
                day = MONDAY + timedelta(days=rank)
                alone = planning.slots_of(tx, team.programme, binome_id, day)
                assert alone == everyone[binome_id, day]
        cancel_first(tx, team.programme, WEEK)


def test_a_week_written_down_without_a_slot_that_day_does_not_follow_the_file(
    tx: Tx, team: Team
) -> None:
    slots = planning.week_slots(tx, team.programme, WEEK)
    for slot in slots:
        if slot.jour == MONDAY:
            creneaux.cancel_slot(tx, team.programme, slot, "mc-meteo", "essai")
    assert any(slot.jour == MONDAY for slot in slots)
    assert planning.slots_of(tx, team.programme, team.binome, MONDAY) == []


def test_whoever_has_no_binome_has_no_slot(tx: Tx, team: Team) -> None:
    assert planning.slots_of(tx, team.programme, None, MONDAY) == []


def test_a_week_of_everybody_costs_as_much_as_a_day_of_one(tx: Tx, team: Team) -> None:
    cancel_first(tx, team.programme, WEEK)
    tx.flush()
    with statements(tx.connection().engine) as of_week:
        planning.agenda(tx, team.programme, MONDAY, SUNDAY)
    with statements(tx.connection().engine) as of_day:
        planning.slots_of(tx, team.programme, team.binome, MONDAY)
    assert len(of_week) == len(of_day) == 1


def test_past_presences_are_only_asked_of_retired_ones_that_were_planned(tx: Tx) -> None:
    """The week of the file names nobody who left; an older one, written down, does."""
    programme = synchronise(tx, amiens(), FIVE)
    cancel_first(tx, programme, WEEK)
    later = synchronise(tx, without_site_a(amiens()), FIVE)
    tx.flush()
    with statements(tx.connection().engine) as said:
        planning.week_slots(tx, later, WEEK.shifted(1))
    assert not [one for one in said if "presence" in one.sql]
    with statements(tx.connection().engine) as said:
        slots = planning.week_slots(tx, later, WEEK)
    assert "site-a" not in {slot.site for slot in slots}
    assert len([one for one in said if "presence" in one.sql]) == 1


def test_one_that_left_the_file_was_planned_until_its_last_presence(tx: Tx, team: Team) -> None:
    cancel_first(tx, team.programme, WEEK)
    team.opens(tx, debut=FIVE)
    later = synchronise(tx, without_site_a(amiens()), FIVE)
    here = [one for one in planning.week_slots(tx, later, WEEK) if one.site == "site-a"]
    assert {slot.jour for slot in here} == {MONDAY, MONDAY + timedelta(days=1)}
