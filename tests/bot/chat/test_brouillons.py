"""Drafts: kept through an outage, recalled, finished or given up, always aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.chat import brouillons
from bot.clock import PARIS, MovableClock
from storage.machine.db import Database
from storage.models import Conversation, Rencontre, Signalement
from storage.work import More, Work
from tests.handlers.people import MEDIATRICE, Team, open_team


@pytest.fixture
def team(sqlite_database: Database, clock: MovableClock) -> Team:
    team = open_team(sqlite_database, clock)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def half_way(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage")


def started_again(team: Team, after: timedelta) -> str:
    """The bot beats, stops, and starts again `after`."""
    with team.database.transaction() as tx:
        brouillons.beat(
            Work(tx, team.programme, team.clock.now()),
        )
    team.clock.advance(after)
    with team.database.transaction() as tx:
        brouillons.come_back(tx, team.desk, team.clock.now())
    team.deliver()
    return team.reads(MEDIATRICE)


def rung(team: Team, job: Callable[..., More | None], moment: str) -> str:
    team.clock.set(datetime.fromisoformat(moment).replace(tzinfo=PARIS))
    for _ in range(2):
        team.rings(partial(job, desk=team.desk))
    team.deliver()
    return team.reads(MEDIATRICE)


def test_after_an_outage_whoever_was_cut_off_may_go_on(team: Team) -> None:
    half_way(team)
    before, _data = team.button(MEDIATRICE, "📌 Site A")
    said = started_again(team, timedelta(minutes=20))
    assert said.startswith("Je suis de retour. Un appui fait entre-temps a pu se perdre.")
    assert "Votre saisie « Signalement » est gardée" in said
    assert said.endswith("Où ?"), "the same question, with the same buttons"
    assert "keyboard" not in team.phones[MEDIATRICE][before]
    assert "V-0001" in team.taps(MEDIATRICE, "📌 Site A", "✅ Envoyer")


def test_a_count_whose_tap_died_with_us_is_said_with_its_button_alive(team: Team) -> None:
    team.says(MEDIATRICE, "8 ados")
    said = started_again(team, timedelta(seconds=170))
    assert "Votre saisie « Rencontres » est gardée" in said
    assert "12-17 ans : 8 = <b>8</b>" in said
    team.taps(MEDIATRICE, "✅ Enregistrer")
    assert [row.nombre for row in team.rows(Rencontre)] == [8]
    assert "Je suis de retour" not in started_again(team, timedelta(minutes=20))


def test_a_short_silence_or_an_entry_left_long_before_brings_no_word(team: Team) -> None:
    half_way(team)
    assert "Où ?" in started_again(team, timedelta(minutes=2))
    team.clock.advance(timedelta(hours=2))
    assert "Où ?" in started_again(team, timedelta(hours=1))


def test_a_draft_is_recorded_as_it_stands_or_asks_only_what_it_cannot_do_without(
    team: Team,
) -> None:
    half_way(team)
    rung(team, brouillons.recall, "2026-11-18T09:31")
    assert "Où ?" in team.taps(MEDIATRICE, "✅ Enregistrer")
    assert "V-0001" in team.taps(MEDIATRICE, "📌 Site A", "✅ Envoyer")
    assert len(team.rows(Signalement)) == 1


def test_a_draft_is_recalled_once_the_next_morning(team: Team) -> None:
    half_way(team)
    before = team.reads(MEDIATRICE)
    assert rung(team, brouillons.recall, "2026-11-18T09:00") == before
    said = rung(team, brouillons.recall, "2026-11-18T09:31")
    assert "« Signalement », commencée mardi 17 novembre à 17 h 04" in said
    assert len([text for text in team.shown(MEDIATRICE) if "pas finie" in text]) == 1
    assert team.labels(MEDIATRICE) == ["▶️ Reprendre", "✅ Enregistrer", "✖️ Abandonner"]


def test_after_a_week_it_is_given_up_aloud_and_nothing_is_recorded(team: Team) -> None:
    half_way(team)
    said = rung(team, brouillons.give_up, "2026-11-25T10:00")
    assert "rien n'en a été enregistré" in said
    assert team.rows(Signalement) == []
    assert {talk.etat for talk in team.rows(Conversation)} == {"finie", "annulee"}


def test_a_counting_left_open_is_closed_in_silence_its_counts_kept(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "12-17 ans")
    before = len(team.shown(MEDIATRICE))
    rung(team, brouillons.give_up, "2026-11-25T10:00")
    assert len(team.shown(MEDIATRICE)) == before
    assert {talk.etat for talk in team.rows(Conversation)} == {"finie", "annulee"}
