"""Comités: planned, held, put off, counted, and called to mind while there is still time."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from handlers.comite.clock import remind
from handlers.comite.convocation import call
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Outbox, Reunion
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    open_team,
)


def rings(team: Team, day: date, hour: int = 9) -> list[str]:
    """The clock rings that day; everything told about comités since the beginning."""
    team.clock.set(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    team.rings(remind)
    rows = [one for one in team.rows(Outbox) if one.cle.startswith("comite:")]
    return [html.unescape(one.contenu["text"]) for one in rows if one.canal == "telegram"]


def held(team: Team, comite: str, day: str) -> str:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "✅ Tenue", f"{comite}, autre date")
    team.says(COORDINATION, day)
    return team.taps(COORDINATION, "⏭ Passer")


def test_a_meeting_is_planned_then_held_with_its_decisions(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    said = team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest", "Mardi 24")
    assert said == "✅ Comité opérationnel Ouest : prévu mardi 24 novembre."
    shown = team.says(COORDINATION, "/comites")
    assert (
        "Comité opérationnel Ouest : 0 sur 3 depuis le 12 octobre 2026. "
        "Prochaine réunion : mardi 24 novembre."
    ) in shown
    team.clock.advance(timedelta(days=7))
    team.taps(COORDINATION, "✅ Tenue", "Comité opérationnel Ouest, 24/11")
    said = team.says(COORDINATION, "Passer plus tôt le samedi.")
    assert said.endswith("1 sur 3 depuis le dernier comité technique.")
    (row,) = team.rows(Reunion)
    assert (row.tenue, row.decisions) == (True, "Passer plus tôt le samedi.")


def test_a_meeting_to_come_is_not_yet_held(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest", "Mardi 24")
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "✅ Tenue")
    assert not any("24/11" in one for one in team.labels(COORDINATION))


def test_a_meeting_counts_once_however_often_it_is_noted(team: Team) -> None:
    for _ in range(2):
        team.says(COORDINATION, "/comites")
        team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest", "Mardi 24")
    assert len(team.rows(Reunion)) == 1
    assert "1 sur 3" in held(team, "Comité opérationnel Ouest", "16/11")
    assert held(team, "Comité opérationnel Ouest", "16/11") == (
        "Comité opérationnel Ouest : la réunion de lundi 16 novembre est déjà notée comme tenue. "
        "Rien n'a été changé."
    )
    assert sum(one.tenue is True for one in team.rows(Reunion)) == 1


def decides(team: Team, comite: str = "Comité opérationnel Ouest") -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "✅ Tenue", f"{comite}, autre date", "Mardi 17 novembre")
    team.says(COORDINATION, "Passer plus tôt le samedi.")


def test_decisions_reach_every_mediator_the_same_day_and_stay_in_their_day(team: Team) -> None:
    decides(team)
    for who in (MEDIATRICE, MEDIATEUR, AUTRE_BINOME):
        assert team.reads(who) == (
            "🏛 <b>Comité opérationnel Ouest</b>, mardi 17 novembre. Ce qui est décidé :\n"
            "Passer plus tôt le samedi."
        )
    said = team.says(MEDIATRICE, "📋 Ma journée")
    assert "🏛 Comité opérationnel Ouest, 17/11 : Passer plus tôt le samedi." in said
    team.clock.advance(timedelta(days=13))
    assert "Passer plus tôt" in team.day(MEDIATEUR)
    team.clock.advance(timedelta(days=1))
    assert "Passer plus tôt" not in team.day(MEDIATEUR)


def test_what_is_decided_is_planned_the_same_day_without_typing_it_twice(team: Team) -> None:
    decides(team)
    team.taps(COORDINATION, "🗓 Changer le planning", "Cette semaine", "➕", "Binôme 1", "Site A")
    team.taps(COORDINATION, "Samedi 21")
    team.says(COORDINATION, "10h-12h")
    team.taps(COORDINATION, "📆 Seulement")
    assert "samedi 21 novembre, 10 h – 12 h, Site A" in team.reads(MEDIATRICE)
    decides(team, "Comité technique")
    assert "📅 <b>Les interventions</b>" in team.taps(COORDINATION, "📅 Ouvrir, renouveler")


def test_a_meeting_without_decisions_disturbs_nobody(team: Team) -> None:
    held(team, "Comité opérationnel Ouest", "16/11")
    assert team.shown(MEDIATRICE) == []
    assert "🏛" not in team.day(MEDIATRICE)


def test_what_the_comite_technique_decides_stays_with_the_coordination(team: Team) -> None:
    decides(team, "Comité technique")
    assert team.shown(MEDIATRICE) == []
    assert "Passer plus tôt" not in team.day(MEDIATRICE)


@pytest.mark.parametrize(("taps", "rows"), [(("⏭ Passer",), 1), (("Mardi 1er décembre",), 2)])
def test_a_meeting_is_put_off_with_or_without_a_date(
    team: Team, taps: tuple[str, ...], rows: int
) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Nord", "Mardi 24")
    team.says(COORDINATION, "/comites")
    said = team.taps(COORDINATION, "❌ Reportée", "Comité opérationnel Nord, 24/11", *taps)
    assert "reporté" in said
    found = team.rows(Reunion)
    assert len(found) == rows
    assert found[0].tenue is False


def test_the_count_begins_again_after_each_comite_technique(team: Team) -> None:
    held(team, "Comité opérationnel Ouest", "02/11")
    held(team, "Comité technique", "09/11")
    said = held(team, "Comité opérationnel Ouest", "16/11")
    assert said.endswith("tenu lundi 16 novembre. 1 sur 3 depuis le dernier comité technique.")
    assert "2 sur 3" not in team.says(COORDINATION, "/comites")


def test_a_quarter_too_short_is_told_once_and_not_at_night(team: Team) -> None:
    """The comité technique decided an intervention on 12 October: it met that day."""
    said = held(team, "Comité opérationnel Ouest", "12/10")
    assert "1 sur 3" in said
    assert rings(team, date(2026, 11, 18)) == []
    before = rings(team, date(2026, 12, 16), hour=5)
    told = rings(team, date(2026, 12, 16))
    assert rings(team, date(2026, 12, 17)) == told
    west = [one for one in told if "Comité opérationnel Ouest" in one]
    assert len(west) == 1
    assert "1 réunion tenue sur 3" in west[0]
    assert "le prochain est le 12 janvier 2027 (date calculée : aucune n'est fixée)" in west[0]
    assert not any("Comité opérationnel Ouest" in one for one in before)


def test_a_planned_meeting_that_nobody_spoke_of_is_asked_about(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Nord", "Mardi 24")
    assert rings(team, date(2026, 11, 24)) == []
    told = rings(team, date(2026, 11, 25))
    assert "une réunion était prévue mardi 24 novembre" in told[0]
    assert rings(team, date(2026, 11, 26)) == told


def test_at_mons_without_a_comite_technique_nothing_is_alarming(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, load(packaged("mons")))
    said = held(team, "Comité de suivi", "16/11")
    assert said.startswith("✅ Comité de suivi : tenu lundi 16 novembre.")
    assert rings(team, date(2026, 12, 20)) == []


def test_a_meeting_is_called_the_day_before_and_who_was_called_learns_it_is_put_off(
    team: Team,
) -> None:
    """A Monday's on Saturday, never on a Sunday: by letter to its members, here to the binômes."""
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest")
    team.says(COORDINATION, "23/11")
    called = "🏛 Comité opérationnel Ouest : réunion lundi 23 novembre."
    for day, hour, told in ((20, 12, False), (21, 6, False), (21, 8, True), (22, 9, True)):
        team.clock.set(datetime(2026, 11, day, hour, tzinfo=UTC))
        team.rings(call)
        team.deliver()
        assert [called in team.shown(who) for who in (MEDIATRICE, COORDINATION)] == [told] * 2
    assert team.shown(MEDIATRICE).count(called) == 1
    letters = {one.adresse for one in team.rows(Outbox) if one.cle.startswith("comite:appel")}
    ouest = team.programme.config.comite("comite-operationnel-ouest")
    assert {one.email for one in ouest.destinataires} < letters
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "❌ Reportée", "Comité opérationnel Ouest, 23/11", "Lundi 30")
    assert team.reads(AUTRE_BINOME) == (
        "🏛 Comité opérationnel Ouest : la réunion de lundi 23 novembre n'a pas lieu ce jour-là. "
        "Elle est reportée à lundi 30 novembre."
    )


def test_what_was_noted_of_a_meeting_is_taken_back(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest", "Mardi 24")
    planned = team.button(COORDINATION, "↩️ Annuler")
    team.clock.advance(timedelta(days=7))
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "✅ Tenue", "Comité opérationnel Ouest, 24/11")
    team.says(COORDINATION, "Passer plus tôt le samedi.")
    assert "Passer plus tôt le samedi." in team.reads(AUTRE_BINOME)
    assert "Cette réunion a changé depuis" in team.presses(COORDINATION, *planned)
    said = team.taps(COORDINATION, "↩️ Annuler")
    assert said == "↩️ Annulé : Comité opérationnel Ouest, réunion tenue mardi 24 novembre."
    assert "sont sans objet" in team.reads(AUTRE_BINOME)
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "❌ Reportée", "Comité opérationnel Ouest, 24/11", "Mardi 1er")
    team.taps(COORDINATION, "↩️ Annuler")
    (row,) = team.rows(Reunion)
    assert (row.jour, row.tenue, row.decisions) == (date(2026, 11, 24), None, "")
    team.presses(COORDINATION, *planned)
    assert team.rows(Reunion) == []
