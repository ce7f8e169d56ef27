"""Time out of the street: one tap at the end of the day, four by the menu, a share on Friday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.temps import TempsDeTravail
from handlers.hors_terrain.feature import FEATURE
from storage import cumuls
from storage.machine.db import Database
from storage.models import HorsTerrain, TempsCumule
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    mons,
    open_team,
)
from tests.statements import statements

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


def test_on_friday_the_binome_reads_its_share_of_presence(team: Team) -> None:
    works(team, team.clock.now(), 4)
    for who in (MEDIATRICE, MEDIATEUR):
        for category, length in (("Préparation", "3 h"), ("Écrits", "2 h")):
            team.says(who, "/hors_terrain")
            team.taps(who, category, length)
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    works(team, friday, 2)
    before = len(team.shown(MEDIATRICE))
    ticks(team, datetime(2026, 11, 20, 18, 40, tzinfo=UTC))
    gauge = next(text for text in team.shown(MEDIATRICE)[before:] if "Semaine" in text)
    # 6 h × 2 mediators = 12 h in the street; 2 × 5 h out of it; 12 / 22 = 55 %.
    assert gauge.startswith(
        "📊 Semaine 47 : 22 h 00 notées, <b>55 % en présence</b> (moyenne depuis le début : 55 %)."
    )
    assert "Toute l'équipe : 55 % en présence sur les douze dernières semaines, 55 %" in gauge
    assert "environ 60 %" in gauge
    assert not any("Semaine" in text for text in team.shown(AUTRE_BINOME)), "nothing to sum up"


@pytest.mark.parametrize(
    ("out", "said"),
    [
        (("3 h", "3 h"), "50 % depuis le début, au-dessous du repère (de 55 à 65 %)."),
        (("3 h", "2 h"), "55 % depuis le début, dans le repère (de 55 à 65 %)."),
        (("3 h",), "67 % depuis le début, au-dessus du repère (de 55 à 65 %)."),
    ],
)
def test_on_friday_the_coordination_reads_the_team_s_share_alone_and_once(
    team: Team, out: tuple[str, ...], said: str
) -> None:
    works(team, team.clock.now(), 6)
    for who in (MEDIATRICE, MEDIATEUR):
        for category, length in zip(("Préparation", "Écrits"), out, strict=False):
            team.says(who, "/hors_terrain")
            team.taps(who, category, length)
    ticks(team, datetime(2026, 11, 20, 15, 59, tzinfo=UTC))
    assert not any("Semaine 47" in text for text in team.shown(COORDINATION))
    ticks(team, datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    (told,) = [text for text in team.shown(COORDINATION) if "Semaine 47" in text]
    assert said in told
    assert "Binôme" not in told


def test_the_team_s_share_forgets_what_is_older_than_twelve_weeks(team: Team) -> None:
    works(team, team.clock.now(), 6)
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Préparation", "3 h")
    works(team, team.clock.now() + timedelta(weeks=12), 3)
    for _ in range(2):
        team.says(MEDIATRICE, "/hors_terrain")
        team.taps(MEDIATRICE, "Préparation", "3 h")
    ticks(team, datetime(2027, 2, 12, 16, 30, tzinfo=UTC))
    told = next(text for text in team.shown(COORDINATION) if "Semaine 6" in text)
    # 2 × 3 h against 2 × 3 h, then with 2 × 6 h against 3 h before them.
    assert "50 % en présence sur les douze dernières semaines, 67 % depuis le début" in told


def test_months_that_are_over_are_added_up_once_a_day(team: Team) -> None:
    works(team, team.clock.now(), 6)
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Préparation", "3 h")
    ticks(team, datetime(2027, 2, 12, 16, 30, tzinfo=UTC))
    (kept,) = team.rows(TempsCumule)
    assert (kept.avant, kept.presence, kept.hors_terrain) == (date(2027, 2, 1), 720, 180)
    with team.database.transaction() as tx:
        for row in tx.query(HorsTerrain):
            row.minutes = 90
        tx.flush()
        with statements(tx.engine) as said:
            ever = cumuls.since_the_beginning(tx, team.programme.id)
    assert ever[kept.binome_id] == TempsDeTravail(720, 180), "a change counts the next day"
    assert len(said) == 3
    ticks(team, datetime(2027, 2, 13, 16, 30, tzinfo=UTC))
    (kept,) = team.rows(TempsCumule)
    assert (kept.presence, kept.hors_terrain) == (720, 90)


def test_a_share_without_time_out_of_the_street_is_not_worked_out(team: Team) -> None:
    works(team, datetime(2026, 11, 20, 16, 30, tzinfo=UTC), 2)
    ticks(team, datetime(2026, 11, 20, 18, 40, tzinfo=UTC))
    gauge = next(text for text in team.shown(MEDIATRICE) if "Semaine" in text)
    assert "%" not in gauge.partition("\n")[0]
    assert "La part n'est pas calculée" in gauge


def test_one_s_own_week_is_shown_on_demand(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Écrits", "1 h")
    said = team.says(MEDIATRICE, "/semaine")
    assert "4 h 00</b> notées, dont 3 h 00 en présence et 1 h 00 hors terrain" in said
    # Two mediators for three hours against one hour of one of them: 6 of 7.
    assert "Toute l'équipe : 86 % en présence sur les douze dernières semaines" in said
    team.taps(MEDIATRICE, "➕ Noter", "Trajet", "30 min")
    assert minutes(team) == [("capitalisation", 60), ("trajet", 30)]


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
