"""Prise de poste: the bot writes first, one tap starts, and a morning after asks why, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.clock import paris
from storage.models import CreneauPrevu, Personne, Presence
from storage.planning import slots_of
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.presence.cast import TUESDAY, at, half_past_four, plan


@pytest.fixture
def team(team: Team) -> Team:
    return half_past_four(team)


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
    hours = paris(wednesday.de).hour, paris(wednesday.a).hour
    assert (wednesday.site, *hours) == ("site-a", 17, 21)


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
