"""The week in words: one's own total, and the team's share once every hour of it is noted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.temps import TempsDeTravail
from storage import cumuls
from storage.models import HorsTerrain, TempsCumule
from tests.handlers.hors_terrain.test_hors_terrain import minutes, ticks, works
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.statements import statements


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
    gauge = next(text for text in team.shown(MEDIATRICE)[before:] if "semaine 47" in text)
    # Her own: 6 h in the street, 5 h out of it; the team's, until yesterday:
    # 2 × 4 h against 2 × 5 h, 44 %; since the beginning, 2 × 6 h, 55 %.
    assert gauge.startswith("📊 Votre semaine 47 : 11 h 00 notées, <b>55 % en présence</b>.")
    assert "n'est montré qu'à vous" in gauge
    assert "Toute l'équipe : 44 % en présence sur les douze dernières semaines, 55 %" in gauge
    assert "environ 60 %" in gauge
    assert not any("semaine 47" in text for text in team.shown(AUTRE_BINOME)), "nothing to sum up"


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
    for who in (MEDIATRICE, MEDIATEUR):
        team.says(who, "/hors_terrain")
        team.taps(who, "Préparation", "3 h")
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
    gauge = next(text for text in team.shown(MEDIATRICE) if "Votre semaine" in text)
    assert "%" not in gauge.partition("\n")[0]
    assert "La part n'est pas calculée" in gauge


def test_one_s_own_week_is_shown_on_demand(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Écrits", "1 h")
    said = team.says(MEDIATRICE, "/semaine")
    assert "4 h 00</b> notées, dont 3 h 00 en présence et 1 h 00 hors terrain" in said
    team.taps(MEDIATRICE, "➕ Noter", "Trajet", "30 min")
    assert minutes(team) == [("capitalisation", 60), ("trajet", 30)]


def test_a_partial_record_has_no_share_and_says_what_is_missing(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Écrits", "1 h")
    ticks(team, datetime(2026, 11, 20, 16, 30, tzinfo=UTC))
    # Six hours in the street against the one hour that she noted would read 86 %.
    (told,) = [text for text in team.shown(COORDINATION) if "Semaine 47" in text]
    assert "il manque des heures de 1 journée de travail, le 17/11." in told
    assert told.endswith("Montré à la seule coordination :\n• Médiateur : le 17/11")
    hers = team.says(MEDIATRICE, "/semaine")
    assert "il manque des heures de 1 journée" in hers
    assert "Il manque vos heures" not in hers
    his = team.says(MEDIATEUR, "/semaine")
    assert "Il manque vos heures le 17/11" in his
    for said in (told, hers, his, *team.shown(MEDIATRICE), *team.shown(MEDIATEUR)):
        assert "du repère" not in said
    assert not any("Médiateur : le" in text for text in team.shown(MEDIATRICE))
    assert team.taps(MEDIATEUR, "➕ Pour mardi 17/11", "Rien de plus").endswith("rien. Merci.")
    assert "Toute l'équipe : 86 % en présence" in team.says(MEDIATRICE, "/semaine")


def test_the_binome_reads_the_curve_of_the_sites_where_it_has_been(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert "ambiance" not in team.says(MEDIATRICE, "/semaine"), "nothing was noted yet"
    team.taps(MEDIATRICE, "✖️ Fermer")
    for mood in ("🙂 4", "🙂 4", "😕 2"):
        team.says(MEDIATRICE, "👁 Observation")
        team.taps(MEDIATRICE, mood, "✖️")
    said = team.says(MEDIATRICE, "/semaine")
    assert "🙂 L'ambiance de vos sites, sur douze semaines :\nSite A ···········▆ " in said
    assert "cette semaine 4 sur 5 (n = 3)" in said
    assert "ambiance" not in team.says(AUTRE_BINOME, "/semaine"), "it was never there"
