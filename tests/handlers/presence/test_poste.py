"""Prise de poste: the bot writes first, one tap starts, and a morning after asks why, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from handlers.presence.horloge import TACHES
from storage.models import CreneauPrevu, Personne, Presence
from storage.planning import slots_of
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team

TUESDAY = date(2026, 11, 17)


def at(team: Team, hour: int, minute: int = 0, *, days: int = 0) -> None:
    """That hour in Paris (UTC+1 in November), and every task of the clock, twice."""
    moment = datetime(2026, 11, 17, hour - 1, minute, tzinfo=UTC) + timedelta(days=days)
    team.clock.set(moment)
    for _ in range(2):
        for work in TACHES.values():
            with team.database.transaction() as tx:
                work(tx, team.programme, team.clock.now())
    team.deliver()


@pytest.fixture
def team(team: Team) -> Team:
    """At 16:30, half an hour before the slot."""
    team.clock.set(datetime(2026, 11, 17, 15, 30, tzinfo=UTC))
    with team.database.transaction() as tx:
        for person in tx.query(Personne):
            person.charte_le = team.clock.now()
    return team


def plan(team: Team, day: date, de: time, a: time, *, site: str = "site-b") -> None:
    """A dated slot of the first binôme."""
    with team.database.transaction() as tx:
        tx.add(
            CreneauPrevu(
                dispositif_id=team.programme.id,
                binome_id=team.programme.binomes["binome-1"],
                site_id=team.programme.sites[site],
                jour=day,
                de=de,
                a=a,
                annule=False,
                source=f"essai:{day}:{de}",
            )
        )


def test_at_the_planned_time_the_bot_writes_first_and_one_tap_starts(team: Team) -> None:
    at(team, 16, 59)
    assert team.shown(MEDIATRICE) == []
    at(team, 17)
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.shown(who) == [
            "Bonjour. Prévu : <b>Site A</b>, 17 h 00 – 21 h 00, avec votre binôme. Vous démarrez ?"
        ]
        assert team.labels(who) == ["✅ Démarrer", "📍 Autre site", "🕐 Déjà commencé"]
    assert team.shown(COORDINATION) == []
    at(team, 17, 4)
    said = team.taps(MEDIATRICE, "✅ Démarrer")
    assert said.startswith("C'est parti : <b>Site A</b>, 17 h 04, en binôme. Période : journée")
    (presence,) = team.rows(Presence)
    assert (presence.debut, presence.mediateurs) == (team.clock.now(), 2)
    assert presence.fin_prevue == datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    assert "a démarré la présence" in team.reads(MEDIATEUR)


def test_the_other_one_learns_that_it_already_runs(team: Team) -> None:
    at(team, 17)
    team.taps(MEDIATRICE, "✅ Démarrer")
    said = team.taps(MEDIATEUR, "✅ Démarrer")
    assert said == "<b>Site A</b> : une présence est déjà en cours depuis 17 h 00."
    assert len(team.rows(Presence)) == 1


def test_it_is_written_once_and_never_over_a_presence(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 17)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    at(team, 18)
    assert not any("Bonjour" in text for text in team.shown(MEDIATRICE))


def test_not_once_the_slot_is_over_nor_to_who_was_revoked(team: Team) -> None:
    with team.database.transaction() as tx:
        left = tx.query(Personne).filter(Personne.telegram_id == MEDIATEUR).one()
        left.revoquee_le = team.clock.now()
    at(team, 21)
    assert team.shown(MEDIATRICE) == []
    at(team, 18, days=1)
    assert "Bonjour" in team.reads(MEDIATRICE), "late is better than never while it runs"
    assert team.shown(MEDIATEUR) == []


def test_who_joins_during_the_slot_is_written_to_as_well(team: Team) -> None:
    with team.database.transaction() as tx:
        away = tx.query(Personne).filter(Personne.telegram_id == MEDIATEUR).one()
        away.binome_id = None
    at(team, 17)
    assert team.shown(MEDIATEUR) == []
    with team.database.transaction() as tx:
        back = tx.query(Personne).filter(Personne.telegram_id == MEDIATEUR).one()
        back.binome_id = team.programme.binomes["binome-1"]
    at(team, 17, 10)
    assert "Vous démarrez ?" in team.reads(MEDIATEUR)
    assert len(team.shown(MEDIATRICE)) == 1


def test_another_site_and_an_earlier_start_open_at_their_question(team: Team) -> None:
    at(team, 17, 20)
    assert team.taps(MEDIATRICE, "📍 Autre site") == "Sur quel site ?"
    said = team.taps(MEDIATRICE, "📍 Site B")
    assert said.startswith("<b>Site B</b>, en binôme.")
    assert team.taps(MEDIATEUR, "🕐 Déjà commencé").startswith("À quelle heure")
    team.taps(MEDIATEUR, "17 h 05", "✅ Démarrer")
    assert team.rows(Presence)[0].debut == datetime(2026, 11, 17, 16, 5, tzinfo=UTC)


def test_a_button_pressed_too_late_or_by_another_binome_starts_nothing(team: Team) -> None:
    at(team, 17)
    message, data = team.button(MEDIATRICE, "✅ Démarrer")
    assert team.presses(AUTRE_BINOME, 1, data) == "Ce bouton appartient à un autre binôme."
    team.clock.set(datetime(2026, 11, 17, 20, 0, tzinfo=UTC))
    team.presses(MEDIATRICE, message, data)
    assert "Ce créneau est terminé" in team.reads(MEDIATRICE)
    assert team.presses(MEDIATRICE, message, f"{data}x") == "Ce bouton n'est plus reconnu."
    assert team.rows(Presence) == []


def test_a_week_with_dated_slots_follows_them_alone(team: Team) -> None:
    plan(team, TUESDAY, time(18), time(22))
    at(team, 17)
    assert team.shown(MEDIATRICE) == []
    at(team, 18)
    assert "<b>Site B</b>, 18 h 00 – 22 h 00" in team.reads(MEDIATRICE)
    at(team, 17, days=1)
    assert "18 h 00" in team.reads(MEDIATRICE), "nothing is planned on Wednesday that week"
    at(team, 17, days=7)
    assert "<b>Site A</b>, 17 h 00 – 21 h 00" in team.reads(MEDIATRICE), "the week after has none"


def test_a_slot_without_any_presence_is_asked_about_the_next_morning_only(team: Team) -> None:
    at(team, 17)
    for hour, minute, days in ((17, 45, 0), (20, 59, 0), (23, 0, 0), (9, 29, 1)):
        at(team, hour, minute, days=days)
        assert len(team.shown(MEDIATRICE)) == 1, "never a reproach at night"
    at(team, 9, 30, days=1)
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.reads(who) == (
            "Hier, <b>Site A</b>, 17 h 00 – 21 h 00 : aucune présence notée. Pourquoi ?"
        )
        assert team.labels(who) == [
            "Météo",
            "Absence",
            "Urgence ailleurs",
            "Réunion, formation",
            "Oubli de saisie",
            "Autre raison",
        ]
    at(team, 10, 30, days=1)
    assert len(team.shown(MEDIATRICE)) == 2, "once"


def test_the_reason_is_kept_and_the_rest_of_the_week_stays_planned(team: Team) -> None:
    at(team, 9, 30, days=1)
    said = team.taps(MEDIATRICE, "Météo")
    assert said == ("<b>Site A</b>, 17 h 00 – 21 h 00 : aucune présence. Motif noté : Météo.")
    assert "Météo" in team.taps(MEDIATEUR, "Urgence"), "the first answer stands"
    binome = team.programme.binomes["binome-1"]
    mine = [row for row in team.rows(CreneauPrevu) if row.binome_id == binome]
    rows = {(row.jour, row.motif) for row in mine}
    assert rows == {
        (date(2026, 11, day), "mc-meteo" if day == 17 else None) for day in range(16, 22)
    }
    with team.database.transaction() as tx:
        (wednesday,) = slots_of(tx, team.programme, binome, date(2026, 11, 18))
    assert (wednesday.site, wednesday.de.hour, wednesday.a.hour) == ("site-a", 17, 21)


def test_a_presence_however_late_or_a_newcomer_is_asked_nothing(team: Team) -> None:
    at(team, 19)
    team.taps(MEDIATRICE, "✅ Démarrer")
    at(team, 20)
    team.says(MEDIATRICE, "/terminer")
    team.taps(MEDIATRICE, "⏹ Terminer")
    at(team, 9, 30, days=1)
    assert not any("Hier" in text for text in team.shown(MEDIATRICE))
    with team.database.transaction() as tx:
        for person in tx.query(Personne):
            person.charte_le = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    at(team, 9, 30, days=2)
    assert not any("Hier" in text for text in team.shown(MEDIATRICE))


def test_a_reason_never_offered_or_pressed_by_others_keeps_nothing(team: Team) -> None:
    at(team, 9, 30, days=1)
    message, data = team.button(MEDIATRICE, "Météo")
    assert team.presses(AUTRE_BINOME, message, data) == "Ce bouton appartient à un autre binôme."
    forged = data.replace("mc-meteo", "paresse")
    assert team.presses(MEDIATRICE, message, forged) == "Ce bouton n'est plus reconnu."
    assert team.rows(CreneauPrevu) == []


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
