"""Several slots in an evening, or one moved since it was proposed: nothing starts unsaid."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from storage.models import CreneauPrevu, Presence
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team
from tests.handlers.presence.cast import TUESDAY, at, half_past_four, plan


@pytest.fixture
def team(team: Team) -> Team:
    return half_past_four(team)


def test_the_second_slot_of_an_evening_is_proposed_at_its_hour(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(19), site="site-a")
    plan(team, TUESDAY, time(19), time(21))
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 18, 50)
    team.says(MEDIATRICE, "/terminer")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    at(team, 19)
    for who in (MEDIATRICE, MEDIATEUR):
        assert "<b>Site B</b>, 19 h 00 – 21 h 00" in team.reads(who)
    team.taps(MEDIATEUR, "✅ Démarrer")
    assert [row.site_id for row in team.rows(Presence)] == [
        team.programme.sites["site-a"],
        team.programme.sites["site-b"],
    ]


def test_still_on_the_first_site_the_pair_changes_in_one_tap(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(19), site="site-a")
    plan(team, TUESDAY, time(19), time(21))
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 19)
    assert team.reads(MEDIATRICE) == (
        "Prévu maintenant : <b>Site B</b>, 19 h 00 – 21 h 00. Votre présence est encore en cours "
        "sur un autre site : <b>Site A</b>. Vous changez ?"
    )
    at(team, 19, 6)
    said = team.taps(MEDIATRICE, "🔁 Changer de site")
    assert said.startswith("🔁 Site B : présence en cours depuis 19 h 06.")
    first, second = team.rows(Presence)
    assert first.fin == second.debut == team.clock.now()
    assert second.fin_prevue == datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    team.taps(MEDIATEUR, "🔁 Changer de site")
    assert "déjà en cours" in team.reads(MEDIATEUR)
    assert len(team.rows(Presence)) == 2
    at(team, 9, 30, days=1)
    assert not any("Hier" in text for text in team.shown(MEDIATRICE))


def test_two_slots_on_one_site_are_each_proposed_and_each_asked_about(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(18), site="site-a")
    plan(team, TUESDAY, time(18, 30), time(21), site="site-a")
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 18)
    team.says(MEDIATRICE, "/terminer")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    at(team, 18, 30)
    assert "18 h 30 – 21 h 00" in team.reads(MEDIATRICE)
    at(team, 9, 30, days=1)
    assert team.reads(MEDIATRICE).startswith("Hier, <b>Site A</b>, 18 h 30 – 21 h 00 : aucune")


def test_a_late_end_on_the_first_site_is_no_presence_on_the_second(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(19), site="site-a")
    plan(team, TUESDAY, time(19), time(21))
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 19, 10)
    team.says(MEDIATRICE, "/terminer")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    at(team, 9, 30, days=1)
    asked = [text for text in team.shown(MEDIATRICE) if text.startswith("Hier")]
    assert asked == ["Hier, <b>Site B</b>, 19 h 00 – 21 h 00 : aucune présence notée. Pourquoi ?"]


def test_one_presence_through_two_slots_of_its_site_is_left_alone(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(19), site="site-a")
    plan(team, TUESDAY, time(19), time(21), site="site-a")
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 19)
    assert not any("19 h 00 –" in text for text in team.shown(MEDIATRICE))


@pytest.mark.parametrize(
    ("de", "a", "site", "said"),
    [
        (time(17), time(21), "site-b", "Le planning a changé : <b>Site B</b>, 17 h 00 – 21 h 00."),
        (time(18), time(22), "site-a", "Le planning a changé : <b>Site A</b>, 18 h 00 – 22 h 00."),
        (time(17), time(23), "site-a", "Le planning a changé : <b>Site A</b>, 17 h 00 – 23 h 00."),
    ],
)
def test_a_slot_moved_since_the_message_is_said_before_it_starts(
    team: Team, de: time, a: time, site: str, said: str
) -> None:
    plan(team, TUESDAY, time(17), time(21), site="site-a")
    at(team, 17)
    message, data = team.button(MEDIATRICE, "✅ Démarrer")
    with team.database.transaction() as tx:
        for row in tx.query(CreneauPrevu).filter(CreneauPrevu.jour == TUESDAY):
            row.de, row.a, row.site_id = de, a, team.programme.sites[site]
    team.clock.advance(timedelta(minutes=2))
    team.presses(MEDIATRICE, message, data)
    assert team.reads(MEDIATRICE) == f"{said} Vous démarrez ?"
    assert team.rows(Presence) == []
    team.taps(MEDIATRICE, "✅ Démarrer")
    (presence,) = team.rows(Presence)
    assert presence.site_id == team.programme.sites[site]


def test_another_site_at_the_same_hour_is_written_to_who_had_not_started(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(21), site="site-a")
    at(team, 17)
    with team.database.transaction() as tx:
        for row in tx.query(CreneauPrevu).filter(CreneauPrevu.jour == TUESDAY):
            row.site_id = team.programme.sites["site-b"]
    at(team, 17, 5)
    assert "<b>Site B</b>, 17 h 00 – 21 h 00" in team.reads(MEDIATRICE)


def test_a_slot_called_off_since_the_message_starts_nothing(team: Team) -> None:
    plan(team, TUESDAY, time(17), time(21), site="site-a")
    at(team, 17)
    with team.database.transaction() as tx:
        for row in tx.query(CreneauPrevu).filter(CreneauPrevu.jour == TUESDAY):
            row.annule = True
    assert team.taps(MEDIATRICE, "✅ Démarrer").startswith("Ce créneau n'est plus prévu.")
    assert team.rows(Presence) == []
