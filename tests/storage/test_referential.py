"""The dispositif file written into rows, again and again, without breaking what was recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import ServiceRow, SiteRow
from storage.referential import AutreDispositif, open_programmes, synchronise
from tests.storage.cast import amiens, without_site_a


def test_reloading_the_same_file_changes_no_number(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        first = synchronise(tx, amiens(), clock.now())
    with database.transaction() as tx:
        again = synchronise(tx, amiens(), clock.now())
    assert (first.id, first.sites, first.services, first.interventions) == (
        again.id,
        again.sites,
        again.services,
        again.interventions,
    )


def test_a_renamed_site_keeps_its_number(database: Database, clock: MovableClock) -> None:
    config = amiens()
    renamed = tuple(
        one.model_copy(update={"label": "Place neuve"}) if one.slug == "site-a" else one
        for one in config.sites
    )
    with database.transaction() as tx:
        before = synchronise(tx, config, clock.now())
        after = synchronise(tx, config.model_copy(update={"sites": renamed}), clock.now())
    assert after.sites == before.sites
    assert after.config.site("site-a").label == "Place neuve"


def test_a_site_that_left_the_file_is_retired_and_still_has_its_name(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        before = synchronise(tx, amiens(), clock.now())
    with database.transaction() as tx:
        after = synchronise(tx, without_site_a(amiens()), clock.now())
    site = after.config.site(after.site_slugs[before.sites["site-a"]])
    assert (site.label, site.actif) == ("Site A", False)
    with database.transaction() as tx:
        assert not tx.get_one(SiteRow, before.sites["site-a"]).actif


def test_a_site_marked_inactive_in_the_file_is_inactive(
    database: Database, clock: MovableClock
) -> None:
    config = amiens()
    sites = tuple(one.model_copy(update={"actif": one.slug != "site-b"}) for one in config.sites)
    with database.transaction() as tx:
        synchronise(tx, config.model_copy(update={"sites": sites}), clock.now())
        found = {row.slug: row.actif for row in tx.scalars(select(SiteRow))}
    assert (found["site-a"], found["site-b"]) == (True, False)


def test_a_group_that_registered_itself_outlives_a_restart(
    database: Database, clock: MovableClock
) -> None:
    config = amiens()
    services = tuple(
        one.model_copy(update={"telegram": -100}) if one.slug == "sv-eclairage" else one
        for one in config.services
    )
    written = config.model_copy(update={"services": services})
    with database.transaction() as tx:
        programme = synchronise(tx, written, clock.now())
        row = tx.get_one(ServiceRow, programme.services["sv-eclairage"])
        assert row.groupe_telegram == -100
        row.groupe_telegram = -200
    with database.transaction() as tx:
        synchronise(tx, written, clock.now())
        kept = tx.get_one(ServiceRow, programme.services["sv-eclairage"])
        assert kept.groupe_telegram == -200


def test_a_database_serves_every_file_given_and_refuses_to_leave_one_out(
    database: Database, clock: MovableClock
) -> None:
    mons = load(packaged("mons"))
    with database.transaction() as tx:
        first, second = open_programmes(tx, [amiens(), mons], clock.now())
        assert (first.config.slug, second.config.slug) == ("amiens", "mons")
        assert not set(first.sites.values()) & set(second.sites.values())
        assert open_programmes(tx, [mons, amiens()], clock.now())[1].id == first.id
    said = "cette base sert aussi « amiens », dont le fichier manque"
    with pytest.raises(AutreDispositif, match=said), database.transaction() as tx:
        open_programmes(tx, [mons], clock.now())


def test_every_slug_of_the_file_has_its_row(database: Database, clock: MovableClock) -> None:
    config = amiens()
    with database.transaction() as tx:
        programme = synchronise(tx, config, clock.now())
        assert programme.sites.keys() == {one.slug for one in config.sites}
        assert programme.services.keys() == {one.slug for one in config.services}
        assert programme.binomes.keys() == {one.slug for one in config.binomes}
        assert programme.interventions.keys() == {one.slug for one in config.interventions}
        site = tx.get_one(SiteRow, programme.sites["site-c"])
        assert (site.type_lieu, site.bailleur) == ("pied-immeuble", "sv-bailleur")


def test_a_site_s_mission_is_the_one_of_the_day(database: Database, clock: MovableClock) -> None:
    with database.transaction() as tx:
        programme = synchronise(tx, amiens(), clock.now())
    mission = programme.config.interventions[0]
    expected = programme.interventions[mission.slug]
    assert programme.intervention_on(mission.site, mission.debut) == expected
    assert programme.intervention_on(mission.site, mission.fin) == expected
    assert programme.intervention_on(mission.site, mission.debut - timedelta(days=1)) is None
