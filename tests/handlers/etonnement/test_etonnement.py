"""The rapport d'étonnement: pushed on the last working day, opened by a button, all skippable."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.clock import MovableClock
from handlers.etonnement.feature import FEATURE
from storage.machine.db import Database
from storage.models import Etonnement, Note
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team, mons, open_team

ASKED = "qu'est-ce qui vous a surpris ? Quelques mots"
SATURDAY = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
"""17:00 in Paris, the last planned day of both binômes."""


def ticks(team: Team, moment: datetime) -> None:
    team.clock.set(moment)
    for _ in range(2):
        team.rings(*FEATURE.clocks.values())
    team.deliver()


def asked(team: Team, who: int) -> list[str]:
    return [text for text in team.shown(who) if ASKED in text]


def works(team: Team, site: str, who: int = MEDIATRICE) -> None:
    team.says(who, "▶️ Présence")
    if f"<b>{site}" not in team.reads(who):
        team.taps(who, "📍 Autre site", f"📍 {site}")
    team.taps(who, "✅ Démarrer")
    team.clock.advance(timedelta(hours=1))
    team.says(who, "▶️ Présence")
    team.taps(who, "⏹ Terminer", "⏭ Passer", "⏭ Passer")


def test_it_is_asked_once_per_site_once_the_last_day_is_over(team: Team) -> None:
    works(team, "Site A")
    works(team, "Site C")
    ticks(team, datetime(2026, 11, 20, 20, 0, tzinfo=UTC))
    assert asked(team, MEDIATRICE) == [], "on Friday the week is not over"
    ticks(team, SATURDAY)
    assert asked(team, MEDIATRICE) == [], "the slot of the day is still to come"
    ticks(team, datetime(2026, 11, 21, 20, 30, tzinfo=UTC))
    for who in (MEDIATRICE, MEDIATEUR):
        assert [("Site A" in text, "Site C" in text) for text in asked(team, who)] == [
            (True, False),
            (False, True),
        ]
    assert asked(team, AUTRE_BINOME) == [], "it was nowhere this week"
    said = team.taps(MEDIATEUR, "⏭ Passer")
    assert "<b>Site C</b>" in said
    assert "Qui voit-on moins" in said, "what was asked is skipped, and the rest comes"


def test_the_end_of_the_last_presence_brings_it(team: Team) -> None:
    team.clock.set(SATURDAY)
    works(team, "Site A")
    ticks(team, SATURDAY + timedelta(hours=1, minutes=10))
    assert len(asked(team, MEDIATRICE)) == 1


def test_three_answers_three_notes_and_nothing_parked_before(team: Team) -> None:
    works(team, "Site A")
    ticks(team, datetime(2026, 11, 21, 20, 30, tzinfo=UTC))
    assert "Que" not in team.day(MEDIATEUR).split("\n")[0]
    said = team.taps(MEDIATRICE, "💬 Répondre")
    assert "Cette semaine sur ce site, qu'est-ce qui vous a surpris ?" in said
    assert "Sans nom ni détail" in said
    assert "Qui voit-on moins" in team.says(MEDIATRICE, "Le terrain est vide le mercredi.")
    assert "Un besoin qui revient ?" in team.says(MEDIATRICE, "Les collégiennes.")
    said = team.says(MEDIATRICE, "Des bancs.")
    assert said == "💬 Site A : 3 réponses notées. Rien ne sort de l'équipe avant d'être relu."
    rows = team.rows(Etonnement)
    assert [row.question for row in rows] == ["q-surprise", "q-absents", "q-besoin"]
    assert {row.lundi for row in rows} == {date(2026, 11, 16)}
    assert {note.objet for note in team.rows(Note)} == {"etonnement"}


def test_each_question_is_skippable_and_leaving_keeps_what_was_said(team: Team) -> None:
    works(team, "Site A")
    assert "surpris" in team.says(MEDIATRICE, "/etonnement"), "the only site is not asked"
    said = team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer", "⏭ Passer")
    assert said == "💬 Rien n'a été noté."
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, "Une fête improvisée.")
    assert "1 réponse notée" in team.taps(MEDIATRICE, "✖️")
    assert len(team.rows(Etonnement)) == 1


def test_answered_on_monday_it_is_still_about_last_week(team: Team) -> None:
    works(team, "Site A")
    ticks(team, datetime(2026, 11, 21, 20, 30, tzinfo=UTC))
    team.clock.set(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    team.taps(MEDIATEUR, "💬 Répondre")
    team.says(MEDIATEUR, "Plus de familles.")
    assert team.rows(Etonnement)[0].lundi == date(2026, 11, 16)


def test_the_week_of_mons_ends_on_saturday_too(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, mons())
    works(team, "Site B")
    ticks(team, datetime(2026, 11, 21, 20, 30, tzinfo=UTC))
    assert len(asked(team, MEDIATRICE)) == 1


def test_without_a_planning_friday_at_five(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, mons().model_copy(update={"creneaux": ()}))
    works(team, "Site B")
    ticks(team, datetime(2026, 11, 20, 15, 59, tzinfo=UTC))
    assert asked(team, MEDIATRICE) == []
    ticks(team, datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    assert len(asked(team, MEDIATRICE)) == 1


def test_a_sunday_night_still_belongs_to_its_week(
    sqlite_database: Database, clock: MovableClock
) -> None:
    late = mons().creneaux[0].model_copy(update={"jour": "dim", "de": time(20), "a": time(0, 30)})
    team = open_team(sqlite_database, clock, mons().model_copy(update={"creneaux": (late,)}))
    clock.set(datetime(2026, 11, 22, 22, 0, tzinfo=UTC))
    works(team, "Site A")
    ticks(team, datetime(2026, 11, 22, 23, 15, tzinfo=UTC))
    assert len(asked(team, MEDIATRICE)) == 1
    team.taps(MEDIATRICE, "💬 Répondre")
    team.says(MEDIATRICE, "Du monde, malgré le froid.")
    assert team.rows(Etonnement)[0].lundi == date(2026, 11, 16)


def test_a_day_that_cannot_be_opens_nothing(team: Team) -> None:
    site = team.programme.sites["site-a"]
    unknown = "Ce bouton n'est plus reconnu."
    assert team.presses(MEDIATRICE, 1, f"g:et:{site}:2026-13-99") == unknown
    assert team.presses(MEDIATRICE, 1, "g:et:99:2026-11-16") == unknown
