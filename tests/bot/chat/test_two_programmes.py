"""Amiens and Mons in one installation: nothing of one is ever shown to the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.domain.semaine import Semaine
from bot.timetable import timetable
from digests.documents.point_hebdo.document import DOCUMENT
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Alerte, Personne, Presence, Rencontre, Signalement
from storage.programme import Programme
from storage.referential import open_programmes
from storage.work import Work
from tests.clockwork import ring
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

MONS_MEDIATRICE, MONS_COORDINATION = 701, 702


@pytest.fixture
def both(sqlite_database: Database, clock: MovableClock) -> Team:
    """The cast of Amiens, and at Mons a mediator and her coordination."""
    team = open_team(sqlite_database, clock)
    with team.database.transaction() as tx:
        configs = [example("amiens"), load(packaged("mons"))]
        for programme in open_programmes(tx, configs, clock.now()):
            team.desk.programmes[programme.id] = programme
        for who, role in (
            (MONS_MEDIATRICE, Role.MEDIATEUR),
            (MONS_COORDINATION, Role.COORDINATION),
        ):
            tx.add(
                Personne(
                    dispositif_id=programme.id,
                    binome_id=programme.binomes["binome-1"] if role is Role.MEDIATEUR else None,
                    role=role,
                    prenom="Mons",
                    telegram_id=who,
                    charte_le=clock.now(),
                )
            )
    return team


def mons(team: Team) -> Programme:
    return next(one for one in team.desk.programmes.values() if one.config.slug == "mons")


def evening(team: Team, who: int) -> None:
    """A presence, a count and a signalement."""
    team.says(who, "▶️ Présence")
    team.taps(who, "✅ Démarrer")
    team.says(who, "8 ados 3 adultes")
    team.taps(who, "✅ Enregistrer", "⏭ Passer")
    team.says(who, "🔧 Signalement")
    team.taps(who, "Éclairage", "📌", "✅ Envoyer")


def test_each_counts_its_own_and_both_begin_at_one(both: Team) -> None:
    evening(both, MEDIATRICE)
    assert "Rien n'est noté" in both.day(MONS_MEDIATRICE)
    evening(both, MONS_MEDIATRICE)
    assert "V-0001" in both.reads(MONS_MEDIATRICE)
    towns = set(both.desk.programmes)
    assert {row.dispositif_id for row in both.rows(Presence)} == towns
    assert {row.dispositif_id for row in both.rows(Rencontre)} == towns
    assert {row.dispositif_id for row in both.rows(Signalement)} == towns
    assert [row.numero for row in both.rows(Signalement)] == [1, 1]


def test_a_defect_is_told_to_the_services_of_its_own_town(both: Team) -> None:
    evening(both, MONS_MEDIATRICE)
    evening(both, MEDIATRICE)
    owners = {row.id: row.dispositif_id for row in both.rows(Signalement)}
    for alerte in both.rows(Alerte):
        config = both.desk.programmes[owners[alerte.signalement_id]].config
        assert alerte.adresse in config.service(alerte.service).emails


def test_each_coordination_sees_its_own_people_sites_and_interventions(both: Team) -> None:
    assert "Mons" not in both.says(COORDINATION, "👥 Équipe")
    theirs = both.says(MONS_COORDINATION, "👥 Équipe")
    assert "Mons" in theirs
    assert "Médiatrice" not in theirs
    assert "Étouvie" not in both.says(MONS_COORDINATION, "/sites")
    assert "Aucune intervention" in both.says(MONS_COORDINATION, "/interventions")


def test_a_change_at_mons_changes_nothing_at_amiens(both: Team) -> None:
    amiens = both.desk.programmes[both.programme.id]
    both.says(MONS_COORDINATION, "/sites")
    both.taps(MONS_COORDINATION, "✏️ Renommer", "Site A")
    both.says(MONS_COORDINATION, "Halls du Fort")
    assert mons(both).config.site("site-a").label == "Halls du Fort"
    assert both.desk.programmes[amiens.id] is amiens
    assert "Site A" in both.says(MEDIATRICE, "▶️ Présence")


def test_nobody_is_revoked_from_the_other_town(both: Team) -> None:
    both.says(MONS_COORDINATION, "👥 Équipe")
    both.taps(MONS_COORDINATION, "🚫 Retirer")
    message_id, data = both.button(MONS_COORDINATION, "Mons")
    with both.database.transaction() as tx:
        other = tx.scalars(select(Personne.id).where(Personne.telegram_id == MEDIATRICE)).one()
    both.presses(MONS_COORDINATION, message_id, f"{data.rpartition(':')[0]}:p{other}")
    assert "L'accès" not in both.reads(MONS_COORDINATION)
    assert all(one.revoquee_le is None for one in both.rows(Personne))


def test_each_point_hebdo_holds_the_figures_of_its_own_town(both: Team) -> None:
    evening(both, MEDIATRICE)
    week = Semaine.of(both.clock.now())
    with both.database.transaction() as tx:
        towns = (Work(tx, one, both.clock.now()) for one in (mons(both), both.programme))
        empty, full = ([str(copy) for copy in DOCUMENT.compose(one, week)] for one in towns)
    assert not any("Étouvie" in one or "Amiens" in one for one in empty)
    assert any("Amiens" in one for one in full)
    assert not any("Mons" in one for one in full)


def test_the_clock_asks_the_right_people(both: Team) -> None:
    both.says(MONS_MEDIATRICE, "▶️ Présence")
    both.taps(MONS_MEDIATRICE, "✅ Démarrer")
    both.clock.advance(timedelta(hours=5))
    (left_open,) = [job for job in timetable(both.desk) if job.name == "presences left open"]
    for programme in both.desk.programmes.values():
        ring(both.database, programme, both.clock.now(), left_open.does)
    both.deliver()
    assert "toujours sur place ?" in both.reads(MONS_MEDIATRICE)
    assert not any("toujours sur place ?" in said for said in both.shown(MEDIATRICE))
