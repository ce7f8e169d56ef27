"""Whatever was noted in the last seven days is within reach, on its own day (MED-10)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.clock import PARIS
from handlers.presence.clock import follow_up
from storage.models import Presence, Rencontre
from storage.work import Work
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team
from tests.statements import statements


def counts(team: Team, number: int, *site: str) -> None:
    team.says(MEDIATRICE, f"{number} ados")
    team.taps(MEDIATRICE, *site, "✅ Enregistrer", "⏭ Passer")
    team.clock.advance(timedelta(minutes=5))


def test_a_long_evening_is_corrected_from_its_first_line(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for number in range(1, 14):
        counts(team, number)
    said = team.says(MEDIATRICE, "📋 Ma journée")
    assert "Présence" not in said
    assert "Le reste des sept derniers jours : « Plus tôt »." in said
    assert team.taps(MEDIATRICE, "🗓 Plus tôt", "Mardi 17 novembre (14)").startswith(
        "🗓 <b>Mardi 17 novembre</b>"
    )
    said = team.taps(MEDIATRICE, "17 h 04 · Présence", "✏️ Heure de début", "16 h 59")
    assert said == "✅ Corrigé : 16 h 59 · Présence : Site A, en cours"


def test_another_day_s_line_is_deleted_by_either_of_the_binome(team: Team) -> None:
    counts(team, 8, "📍 Site A")
    team.clock.advance(timedelta(days=2))
    assert "Rien n'est noté pour l'instant." in team.day(MEDIATEUR)
    said = team.taps(MEDIATEUR, "🗓 Plus tôt", "Mardi 17 novembre (1)", "17 h 04 · 8 ×")
    assert said.startswith("mardi 17 novembre, 17 h 04 · 8 × 12-17 ans")
    team.taps(MEDIATEUR, "🗑 Supprimer")
    assert team.rows(Rencontre)[0].supprimee_le == team.clock.now()


def test_nothing_more_is_offered_when_all_is_shown(team: Team) -> None:
    counts(team, 8, "📍 Site A")
    assert "Plus tôt" not in team.day(MEDIATRICE)
    assert "🗓 Plus tôt" not in team.labels(MEDIATRICE)


def test_the_end_that_the_clock_put_is_corrected_on_its_own_evening(team: Team) -> None:
    """Typed the next evening, « 20h40 » is the evening before's, and not today's."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for hour in (21, 23):
        team.clock.set(datetime(2026, 11, 17, hour, 45, tzinfo=PARIS))
        with team.database.transaction() as tx:
            follow_up(
                Work(tx, team.programme, team.clock.now()),
            )
    assert team.rows(Presence)[0].a_confirmer
    for later in (timedelta(hours=12), timedelta(hours=22)):
        team.clock.set(datetime(2026, 11, 17, 23, 45, tzinfo=PARIS) + later)
        team.says(MEDIATRICE, "📋 Ma journée")
        team.taps(MEDIATRICE, "17 h 04 · Présence", "✏️ Heure de fin")
        assert "jusqu'à 20 h 40" in team.says(MEDIATRICE, "20h40")
        assert team.rows(Presence)[0].fin == datetime(2026, 11, 17, 19, 40, tzinfo=UTC)
        with team.database.transaction() as tx:
            tx.get_one(Presence, 1).a_confirmer = True


def test_a_longer_week_asks_the_database_no_more(team: Team) -> None:
    counts(team, 8, "📍 Site A")
    asked = []
    for number in range(1, 15):
        with statements(team.database.engine) as said:
            team.says(MEDIATRICE, "📋 Ma journée")
        asked.append(len(said))
        counts(team, number, "📍 Site A")
        if number == 7:
            team.clock.advance(timedelta(days=2))
    assert max(asked) == asked[1]
