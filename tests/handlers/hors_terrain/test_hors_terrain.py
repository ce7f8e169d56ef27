"""Time out of the street: one tap at the end of the day, four by the menu, a share on Friday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from handlers.hors_terrain.feature import FEATURE
from storage.machine.db import Database
from storage.models import HorsTerrain
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    mons,
    open_team,
)

ASKED = "qu'avez-vous fait d'autre ?"
TUESDAY_EVENING = datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
"""21:00 in Paris."""


def ticks(team: Team, moment: datetime | None = None) -> None:
    """The clock's deeds, run twice: it must not matter."""
    if moment:
        team.clock.set(moment)
    for _ in range(2):
        team.rings(*FEATURE.clocks.values())
    team.deliver()


def works(team: Team, start: datetime, hours: int) -> None:
    """The binôme's presence on its planned site."""
    team.clock.set(start)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=hours))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")


def times_asked(team: Team, who: int) -> int:
    return sum(ASKED in text for text in team.shown(who))


def minutes(team: Team) -> list[tuple[str, int]]:
    rows = [row for row in team.rows(HorsTerrain) if row.supprimee_le is None]
    return [(row.categorie, row.minutes) for row in rows]


@pytest.fixture
def evening(team: Team) -> Team:
    """Tuesday: a presence from 17:04 to 21:04, and the question that follows it."""
    works(team, team.clock.now(), 4)
    ticks(team, team.clock.now() + timedelta(minutes=9))
    assert times_asked(team, MEDIATRICE) == 0, "ten minutes to breathe"
    ticks(team, team.clock.now() + timedelta(minutes=1))
    return team


def test_it_is_asked_once_of_each_after_the_last_presence(evening: Team) -> None:
    ticks(evening, evening.clock.now() + timedelta(minutes=30))
    assert times_asked(evening, MEDIATRICE) == times_asked(evening, MEDIATEUR) == 1
    assert evening.labels(MEDIATRICE) == [
        *("Préparation 30 min", "Écrits 1 h", "Partenariat 1 h", "Réunion 2 h"),
        *("Formation ½ journée", "Rien", "Autre…"),
    ]


def test_one_tap_notes_it_and_the_message_stays_for_a_second(evening: Team) -> None:
    said = evening.taps(MEDIATRICE, "Écrits 1 h")
    assert said.endswith("✅ Noté : Écrits 1 h.")
    assert "✔️ Écrits 1 h" in evening.labels(MEDIATRICE)
    evening.taps(MEDIATRICE, "Réunion 2 h", "👍 C'est tout")
    assert evening.labels(MEDIATRICE) == []
    assert minutes(evening) == [("capitalisation", 60), ("reunion-comite", 120)]
    row = evening.rows(HorsTerrain)[0]
    assert (row.jour.isoformat(), row.binome_id) == ("2026-11-17", 1)


def test_a_double_tap_adds_nothing(evening: Team) -> None:
    number, data = evening.button(MEDIATRICE, "Écrits")
    evening.presses(MEDIATRICE, number, data)
    assert "déjà noté" in evening.presses(MEDIATRICE, number, data)
    assert minutes(evening) == [("capitalisation", 60)]


def test_nothing_is_one_tap_and_nobody_answers_for_another(evening: Team) -> None:
    number, data = evening.button(MEDIATRICE, "Écrits")
    assert evening.presses(MEDIATEUR, number, data) == "Ce bouton appartient à une autre personne."
    assert "rien" in evening.taps(MEDIATRICE, "Rien")
    assert minutes(evening) == []


def test_another_opens_the_menu_for_that_same_day(evening: Team) -> None:
    evening.clock.set(datetime(2026, 11, 18, 8, 0, tzinfo=UTC))
    said = evening.taps(MEDIATRICE, "Autre…", "Trajet", "30 min")
    assert said == "🗂 Trajet 30 min, mardi 17 novembre. C'est noté."
    assert evening.rows(HorsTerrain)[0].jour.isoformat() == "2026-11-17"


def test_four_taps_by_the_menu(team: Team) -> None:
    team.says(MEDIATRICE, "➕ Autre")
    said = team.taps(MEDIATRICE, "🗂", "Partenariat", "½ journée")
    assert said == "🗂 Partenariat ½ journée, mardi 17 novembre. C'est noté."
    assert minutes(team) == [("partenariat", 210)]


def test_a_planned_day_without_a_presence_is_asked_at_the_hour_of_the_file(team: Team) -> None:
    ticks(team, datetime(2026, 11, 17, 20, 29, tzinfo=UTC))
    assert times_asked(team, MEDIATRICE) == 0
    ticks(team, datetime(2026, 11, 17, 20, 30, tzinfo=UTC))
    assert times_asked(team, MEDIATRICE) == times_asked(team, AUTRE_BINOME) == 1


def test_never_on_a_day_off_nor_during_a_presence(team: Team) -> None:
    ticks(team, datetime(2026, 11, 15, 20, 30, tzinfo=UTC))
    assert team.shown(MEDIATRICE) == [], "a Sunday"
    team.clock.set(TUESDAY_EVENING)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    ticks(team, datetime(2026, 11, 17, 21, 0, tzinfo=UTC))
    assert times_asked(team, MEDIATRICE) == 0


def test_a_person_s_own_habits_come_first(team: Team) -> None:
    for _ in range(2):
        team.says(MEDIATRICE, "/hors_terrain")
        team.taps(MEDIATRICE, "Trajet", "30 min")
    works(team, TUESDAY_EVENING - timedelta(hours=2), 2)
    ticks(team, team.clock.now() + timedelta(minutes=10))
    assert team.labels(MEDIATRICE)[0] == "✔️ Trajet 30 min"
    assert team.labels(MEDIATEUR)[0] == "Préparation 30 min"


def test_a_colleague_neither_sees_nor_deletes_my_hours(evening: Team) -> None:
    evening.taps(MEDIATRICE, "Écrits 1 h")
    assert "Écrits" not in evening.says(MEDIATEUR, "📋 Ma journée")
    assert not any("Hors terrain" in label for label in evening.labels(MEDIATEUR))
    evening.says(MEDIATRICE, "📋 Ma journée")
    number, data = evening.button(MEDIATRICE, "21 h 14 · Hors terrain : Écrits 1 h")
    evening.says(MEDIATEUR, "/annuler_derniere")
    assert "Écrits" not in evening.reads(MEDIATEUR)
    evening.presses(MEDIATEUR, number, data)
    assert minutes(evening) == [("capitalisation", 60)]
    evening.says(COORDINATION, "➕ Autre")
    evening.taps(COORDINATION, "🛠 Saisies de l'équipe", "Binôme 1")
    evening.says(COORDINATION, "17/11")
    before = len(evening.shown(MEDIATEUR))
    evening.taps(COORDINATION, "21 h 14 · Hors terrain", "🗑 Supprimer")
    assert minutes(evening) == []
    assert "Écrits" in evening.reads(MEDIATRICE)
    assert evening.shown(MEDIATEUR)[before:] == []


def test_it_may_be_deleted_in_the_day(evening: Team) -> None:
    evening.taps(MEDIATRICE, "Écrits 1 h")
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "21 h 14 · Hors terrain : Écrits 1 h", "🗑 Supprimer")
    assert minutes(evening) == []


def test_mons_is_asked_too(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, mons())
    ticks(team, datetime(2026, 11, 17, 20, 30, tzinfo=UTC))
    assert times_asked(team, MEDIATRICE) == 1
    team.taps(MEDIATRICE, "Préparation 30 min")
    assert minutes(team) == [("preparation", 30)]


def the_day_after(evening: Team, days: int = 1) -> None:
    """Another working day, with its question."""
    works(evening, datetime(2026, 11, 17, 16, 4, tzinfo=UTC) + timedelta(days=days), 4)
    ticks(evening, evening.clock.now() + timedelta(minutes=10))


def test_what_was_done_yesterday_is_noted_again_in_one_tap(evening: Team) -> None:
    evening.taps(MEDIATRICE, "Écrits 1 h", "👍 C'est tout")
    the_day_after(evening)
    assert evening.labels(MEDIATRICE)[0] == "Comme hier : Écrits 1 h"
    assert "Comme hier" not in " ".join(evening.labels(MEDIATEUR)), "each their own account"
    number, data = evening.button(MEDIATRICE, "Comme hier")
    said = evening.taps(MEDIATRICE, "Comme hier")
    assert said.endswith("✅ Noté : Écrits 1 h.")
    assert "Comme hier" not in " ".join(evening.labels(MEDIATRICE))
    assert "déjà noté" in evening.presses(MEDIATRICE, number, data)
    rows = evening.rows(HorsTerrain)
    assert [row.jour.isoformat() for row in rows] == ["2026-11-17", "2026-11-18"]


def test_several_lines_are_said_above_and_all_written(evening: Team) -> None:
    evening.taps(MEDIATRICE, "Écrits 1 h", "Réunion 2 h")
    for _ in range(2):
        evening.says(MEDIATRICE, "/hors_terrain")
        evening.taps(MEDIATRICE, "Trajet", "30 min")
    the_day_after(evening, days=2)
    said = "Comme mardi dernier : Écrits 1 h, Réunion 2 h, Trajet 30 min, Trajet 30 min."
    assert said in evening.reads(MEDIATRICE)
    evening.taps(MEDIATRICE, "Comme mardi dernier")
    assert minutes(evening)[4:] == minutes(evening)[:4]
    evening.says(MEDIATRICE, "/annuler_derniere")
    evening.taps(MEDIATRICE, "↩️ Oui")
    assert len(minutes(evening)) == 4, "what one tap wrote goes whole"


def test_what_is_noted_already_is_not_repeated(evening: Team) -> None:
    evening.taps(MEDIATRICE, "Écrits 1 h", "Réunion 2 h")
    the_day_after(evening)
    evening.taps(MEDIATRICE, "Écrits 1 h")
    assert evening.labels(MEDIATRICE)[0] == "Comme hier : Réunion 2 h"
    evening.taps(MEDIATRICE, "Comme hier")
    assert minutes(evening)[2:] == [("capitalisation", 60), ("reunion-comite", 120)]
