"""Presences: their minutes follow from their bounds and pauses, and are never counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.clock import MovableClock
from storage import presences
from storage.db import Database
from storage.models import Presence
from tests.storage.cast import presence_at, programme_of


def test_an_evening_is_cut_where_the_soiree_begins(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        presence = presence_at(tx, programme, clock.now())
        end = clock.now() + timedelta(hours=3, minutes=48)
        presences.close_presence(tx, presence, end, programme.calendrier)
        assert presences.minutes_by_tranche(tx, presence.id) == {"journee": 56, "soiree": 172}


def test_pauses_are_taken_out_and_an_open_one_ends_with_the_presence(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        presence = presence_at(tx, programme, clock.now())
        start = presence.debut
        presences.pause(tx, presence, start + timedelta(minutes=10))
        presences.unpause(tx, presence, start + timedelta(minutes=25))
        presences.pause(tx, presence, start + timedelta(minutes=50))
        end = start + timedelta(minutes=55)
        presences.close_presence(tx, presence, end, programme.calendrier)
        assert presences.minutes_by_tranche(tx, presence.id) == {"journee": 35}
        assert presences.open_pauses(tx, presence.id) == []


def test_a_binome_has_one_presence_at_a_time(database: Database, clock: MovableClock) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        presence_at(tx, programme, clock.now(), "one")
    with pytest.raises(IntegrityError), database.transaction() as tx:
        presence_at(tx, programme, clock.now(), "two")


def test_the_same_update_opens_one_presence(database: Database, clock: MovableClock) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        first = presence_at(tx, programme, clock.now(), "same")
        presences.close_presence(tx, first, clock.now(), programme.calendrier)
    with pytest.raises(IntegrityError), database.transaction() as tx:
        presence_at(tx, programme, clock.now(), "same")


def test_the_latest_end_is_known_when_it_comes_after(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        presence = presence_at(tx, programme, clock.now())
        end = clock.now() + timedelta(hours=2)
        presences.close_presence(tx, presence, end, programme.calendrier)
        binome = programme.binomes["binome-1"]
        assert presences.last_end(tx, binome, clock.now()) == end
        assert presences.last_end(tx, binome, end) is None


def test_the_site_of_last_tuesday_at_this_hour_comes_first(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        for days, site in ((7, "site-a"), (1, "site-b")):
            at = clock.now() - timedelta(days=days)
            presence = presence_at(tx, programme, at, f"{days}")
            presence.site_id = programme.sites[site]
            presences.close_presence(tx, presence, at, programme.calendrier)
        binome = programme.binomes["binome-1"]
        assert presences.last_site(tx, binome, clock.now()) == programme.sites["site-a"]
        other_day = clock.now() + timedelta(days=2)
        assert presences.last_site(tx, binome, other_day) == programme.sites["site-b"]


def test_a_presence_left_open_is_found_once_late_enough(
    database: Database, clock: MovableClock
) -> None:
    late = timedelta(minutes=30)
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
        presence = presence_at(tx, programme, clock.now())
        after = presence.fin_prevue + late
        early = presences.overdue(tx, programme.id, after - timedelta(seconds=1), late)
        assert early == []
        found: list[Presence] = list(presences.overdue(tx, programme.id, after, late))
        assert [one.id for one in found] == [presence.id]
