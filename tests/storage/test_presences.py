"""Presences: their minutes follow from their bounds and pauses, and are never counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.clock import MovableClock
from storage import decomptes, presences, rencontres
from storage.machine.db import Database
from storage.models import Presence, Rencontre
from tests.storage.cast import presence_at, programme_of
from tests.storage.team import FIVE, at, gathered
from tests.storage.test_rencontres import met


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
        assert (
            next(iter(presences.last_sites(tx, binome, clock.now()))) == programme.sites["site-a"]
        )
        other_day = clock.now() + timedelta(days=2)
        assert next(iter(presences.last_sites(tx, binome, other_day))) == programme.sites["site-b"]


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


def test_a_person_is_where_they_started_else_where_their_binome_is(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        other = team.programme.binomes["binome-2"]
        assert presences.running_for(tx, team.first.id, team.binome) is None
        own = team.opens(tx)
        assert presences.running_for(tx, team.second.id, team.binome) == own
        assert presences.running_for(tx, team.alone.id, other) is None
        elsewhere = team.opens(tx, "b", binome_id=other, auteur_id=team.second.id)
        assert presences.running_for(tx, team.second.id, team.binome) == elsewhere
        assert presences.running_for(tx, team.alone.id, other) == elsewhere
        assert presences.running_for(tx, team.first.id, team.binome) == own
        assert presences.running_for(tx, 999, None) is None


def test_a_break_begun_by_both_is_one_break(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx)
        for _ in range(2):
            presences.pause(tx, presence, at(0.5))
        assert len(presences.open_pauses(tx, presence.id)) == 1


def test_corrected_bounds_write_the_segments_anew(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence, calendrier = team.opens(tx), team.programme.calendrier
        presences.close_presence(tx, presence, at(2), calendrier)
        presence.debut, presence.fin = at(-1), at(0.5)
        presences.recut(tx, presence, calendrier)
        assert presences.minutes_by_tranche(tx, presence.id) == {"journee": 90}
        presence.fin = None
        presences.recut(tx, presence, calendrier)
        assert presences.minutes_by_tranche(tx, presence.id) == {}


def test_one_left_open_for_longer_than_a_week_counts_a_week(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx)
        presences.close_presence(tx, presence, at(24 * 10), team.programme.calendrier)
        assert presence.fin == at(24 * 10)
        minutes = presences.minutes_by_tranche(tx, presence.id)
        assert sum(minutes.values()) == presences.LONGEST.days * 24 * 60


def test_an_end_before_the_start_is_the_start(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx)
        presences.close_presence(tx, presence, at(-2), team.programme.calendrier)
        assert presence.fin == FIVE
        assert presences.minutes_by_tranche(tx, presence.id) == {}


def test_what_was_done_during_it_is_counted_without_what_was_deleted(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        presence = team.opens(tx)
        for source in ("kept", "too", "gone"):
            rencontres.add(tx, met(team, source, presence_id=presence.id), {"ados": 5})
        gone = select(Rencontre).where(Rencontre.source.startswith("gone"))
        tx.scalars(gone).one().supprimee_le = FIVE
        team.reports(tx, 1, presence_id=presence.id)
        team.reports(tx, 2, presence_id=presence.id, statut="annule")
        tallies = decomptes.tallies(tx, presence.id)
        assert (tallies.rencontres, tallies.signalements) == (10, 1)
