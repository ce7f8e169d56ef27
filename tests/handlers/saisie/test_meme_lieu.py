"""« Même lieu », « idem », « comme hier »: understood for the place, shown, never guessed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Rencontre
from tests.handlers.people import MEDIATRICE, Team
from tests.handlers.presence.cast import retire_site_c


def was_there(team: Team, site: str) -> None:
    """A whole presence on that site, an hour long."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📍 Autre site", f"📍 {site}", "✅ Démarrer")
    team.clock.advance(timedelta(hours=1))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")


@pytest.mark.parametrize("words", ["même lieu", "idem", "Même endroit", "au même site"])
def test_the_same_place_is_that_of_the_last_entry_and_is_shown(team: Team, words: str) -> None:
    was_there(team, "Site B")
    team.says(MEDIATRICE, "5 ados calme Site C")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    said = team.says(MEDIATRICE, f"3 adultes, tendu, {words}")
    assert f"📍 Lieu : Site C ({words.removeprefix('au ')})" in said
    assert "Non compris" not in said
    team.taps(MEDIATRICE, "✅ Enregistrer")
    assert team.rows(Rencontre)[-1].site_id == team.programme.sites["site-c"]


def test_people_alone_at_the_same_place_are_read_on_the_card_too(team: Team) -> None:
    was_there(team, "Site B")
    assert "📍 Lieu : Site B (idem)" in team.says(MEDIATRICE, "8 ados 3 adultes idem")


def test_like_yesterday_is_yesterday_s_place(team: Team) -> None:
    was_there(team, "Site B")
    team.clock.advance(timedelta(days=1))
    was_there(team, "Site C")
    assert "📍 Lieu : Site B (comme hier)" in team.says(MEDIATRICE, "8 ados calme comme hier")


def test_on_another_site_than_yesterday_s_both_are_offered(team: Team) -> None:
    was_there(team, "Site B")
    team.clock.advance(timedelta(days=1))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📍 Autre site", "📍 Site A", "✅ Démarrer")
    assert "Sur quel site ?" in team.says(MEDIATRICE, "8 ados calme comme hier")
    assert team.labels(MEDIATRICE)[:2] == ["📍 Site A", "📍 Site B"]
    assert "📍 Lieu : Site A\n" in team.taps(MEDIATRICE, "📍 Site A")


def test_the_same_place_as_nothing_is_asked_and_said_not_understood(team: Team) -> None:
    assert "Sur quel site ?" in team.says(MEDIATRICE, "8 ados calme comme hier")
    said = team.taps(MEDIATRICE, "📍 Site A")
    assert "<b>Non compris :</b> « comme hier »" in said


def test_a_site_retired_since_is_the_same_place_no_more(team: Team) -> None:
    was_there(team, "Site C")
    retire_site_c(team)
    assert "Sur quel site ?" in team.says(MEDIATRICE, "8 ados calme idem")


def test_a_place_said_wins_over_the_same_place(team: Team) -> None:
    was_there(team, "Site B")
    assert "📍 Lieu : Site C\n" in team.says(MEDIATRICE, "idem, 8 ados calme Site C")
    assert "📍 Lieu" not in team.says(MEDIATRICE, "8 ados calme pas comme hier")
