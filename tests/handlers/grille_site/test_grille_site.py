"""The site grid: seven taps, and the bot knows whether it is T0, T1 or T2."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.grille_site.clock import remind
from storage.models import ReleveSite
from storage.work import Work
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team


def ticks(team: Team, moment: datetime) -> None:
    team.clock.set(moment)
    for _ in range(2):
        with team.database.transaction() as tx:
            remind(
                Work(tx, team.programme, team.clock.now()),
            )
    team.deliver()


def fills(team: Team, site: str = "Site A") -> str:
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "📐", f"📍 {site}")
    return team.taps(MEDIATRICE, "0 ·", "1 ·", "2 ·", "3 ·", "4 ·")


@pytest.mark.parametrize(
    ("day", "mesure"),
    [
        ("2026-10-05", "t0"),
        ("2026-10-18", "t0"),
        ("2026-10-19", "libre"),
        ("2026-12-23", "t1"),
        ("2027-01-05", "t1"),
        ("2027-01-06", "libre"),
        ("2027-04-05", "t2"),
        ("2027-04-18", "t2"),
        ("2027-04-19", "libre"),
    ],
)
def test_the_date_says_which_measure_it_is(team: Team, day: str, mesure: str) -> None:
    team.clock.set(datetime.fromisoformat(f"{day}T10:00:00+00:00"))
    fills(team)
    (row,) = team.rows(ReleveSite)
    assert row.mesure == mesure
    known = team.programme.interventions["site-a-automne-2026"]
    ended = day > "2027-01-05"
    assert row.intervention_id == (None if mesure == "libre" and ended else known)


def test_the_notes_are_kept_by_criterion_and_the_measure_is_said(team: Team) -> None:
    team.clock.set(datetime(2026, 10, 6, 8, 0, tzinfo=UTC))
    team.says(MEDIATRICE, "/grille_site")
    said = team.taps(MEDIATRICE, "📍 Site A")
    assert "état initial (T0), jusqu'au dimanche 18 octobre" in said
    assert "1 sur 5 : <b>Visibilité, éclairage</b> ?" in said
    said = team.taps(MEDIATRICE, "0 ·", "1 ·", "2 ·", "3 ·", "4 ·")
    assert said == "📐 Site A : état initial (T0). La grille est notée, 10 sur 20."
    assert team.rows(ReleveSite)[0].notes == {
        "g-visibilite": 0,
        "g-signalisation": 1,
        "g-animation": 2,
        "g-presence-humaine": 3,
        "g-entretien": 4,
    }


def test_the_first_day_of_a_window_is_announced_once_to_who_works_there(team: Team) -> None:
    ticks(team, datetime(2026, 10, 5, 6, 59, tzinfo=UTC))
    assert team.shown(MEDIATRICE) == [], "before nine o'clock"
    ticks(team, datetime(2026, 10, 5, 7, 0, tzinfo=UTC))
    ticks(team, datetime(2026, 10, 6, 7, 0, tzinfo=UTC))
    for who in (MEDIATRICE, MEDIATEUR):
        (said,) = team.shown(who)
        assert "Site A</b> : c'est le moment de la grille du site, état initial (T0)" in said
    assert team.shown(AUTRE_BINOME) == []


def test_three_months_after_the_end_it_comes_back(team: Team) -> None:
    ticks(team, datetime(2027, 4, 5, 9, 0, tzinfo=UTC))
    assert "trois mois après la fin (T2)" in team.reads(MEDIATRICE)


def test_the_reminder_opens_the_grid_of_its_site_even_during_another_presence(
    team: Team,
) -> None:
    ticks(team, datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📍 Autre site", "📍 Site C", "✅ Démarrer")
    assert "Site A" in team.taps(MEDIATRICE, "📐 Remplir")
    team.taps(MEDIATRICE, "4 ·", "4 ·", "4 ·", "4 ·", "4 ·")
    row = team.rows(ReleveSite)[0]
    assert (row.site_id, row.presence_id) == (team.programme.sites["site-a"], None)


def test_it_may_be_deleted_in_the_day(team: Team) -> None:
    fills(team)
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · Grille du site", "🗑 Supprimer")
    assert team.rows(ReleveSite)[0].supprimee_le is not None
