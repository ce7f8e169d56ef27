"""Planning: a week in words, its changes, and what was done of it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.semaine import Semaine
from storage import planning
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import CreneauPrevu
from storage.planning import SlotPrevu
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team

WEEK = Semaine(date(2026, 11, 16))


def slots(team: Team, week: Semaine) -> list[SlotPrevu]:
    with team.database.transaction() as tx:
        return planning.week_slots(tx, team.programme, week)


def test_a_week_without_any_row_follows_the_file(team: Team) -> None:
    said = team.says(COORDINATION, "/planning")
    assert "Site A : 24 h 00 prévues, 0 h 00 faites" in said
    said = team.taps(COORDINATION, "Cette semaine")
    assert "<b>Semaine du 16 novembre 2026</b>" in said
    assert "<b>Site A</b> : 24 h 00\n" in said
    assert "lun. 16, 17 h – 21 h, Binôme 1" in said
    assert "<b>Site C</b> : 4 h 00 (personne en week-end)" in said
    assert (
        "Binôme 1 : 24 h 00 prévues dans la rue, pour 21 h 00 attendues (60 % de 35 h).\n" in said
    )
    assert "Binôme 2 : 12 h 00 prévues dans la rue" in said
    assert "⚠️ Il manque 9 h 00." in said
    assert team.rows(CreneauPrevu) == []


def test_a_slot_is_cancelled_with_its_reason_and_the_rest_of_the_week_stays(team: Team) -> None:
    before = slots(team, WEEK)
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler", "lun. 16", "Météo")
    assert team.reads(COORDINATION) == "✅ Créneau annulé : lundi 16 novembre, Site A, Binôme 1."
    after = slots(team, WEEK)
    assert len(after) == len(before)
    assert [(one.jour, one.motif) for one in after if one.annule] == [(WEEK.lundi, "mc-meteo")]
    team.says(COORDINATION, "/planning")
    assert "lun. 16, 17 h – 21 h, Binôme 1 : annulé (météo)" in team.taps(
        COORDINATION, "Cette semaine"
    )


def test_a_slot_is_added_at_hours_that_are_free_or_typed(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "➕ Ajouter", "Binôme 1", "Site B", "Dimanche 22")
    assert "17 h – 21 h" in team.labels(COORDINATION)
    assert "Je n'ai pas compris les heures" in team.says(COORDINATION, "le soir")
    said = team.says(COORDINATION, "22h-1h30")
    assert said == "✅ Créneau ajouté : dimanche 22 novembre, Site B, Binôme 1."
    (added,) = [one for one in slots(team, WEEK) if one.site == "site-b" and one.de == time(22)]
    assert (added.a, added.minutes) == (time(1, 30), 210)


def test_a_binome_is_at_one_place_at_a_time(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "➕ Ajouter", "Binôme 1", "Site B", "Lundi 16")
    assert "17 h – 21 h" not in team.labels(COORDINATION)
    assert "a déjà un créneau à cette heure" in team.says(COORDINATION, "18:30 à 19:30")
    assert team.rows(CreneauPrevu) == []


def test_a_slot_is_named_with_its_binome_only_where_two_are_alike(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler")
    assert "jeu. 19, 17 h – 21 h, Site C" in team.labels(COORDINATION)
    assert all(len(label) <= 32 for label in team.labels(COORDINATION))
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "➕ Ajouter", "Binôme 2", "Site A", "Mercredi 18")
    team.says(COORDINATION, "17h-21h")
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler")
    alike = [label for label in team.labels(COORDINATION) if label.startswith("mer. 18")]
    assert alike == [f"mer. 18, 17 h – 21 h, Site A, Binôme {n}" for n in (1, 2)]


def test_next_week_takes_up_this_one_without_what_was_cancelled(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler", "lun. 16", "Absence")
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "La semaine prochaine", "📋 Reprendre")
    assert said == "✅ La semaine prochaine compte 8 créneaux."
    coming = slots(team, WEEK.shifted(1))
    assert len(coming) == 8
    assert min(one.jour for one in coming) == date(2026, 11, 24)
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "La semaine prochaine", "↩️ Revenir")
    assert len(slots(team, WEEK.shifted(1))) == 9


def test_last_week_says_what_was_done_and_why_not_the_rest(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler", "lun. 16", "Météo")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=3, minutes=48))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    team.clock.advance(timedelta(days=7))
    said = team.says(COORDINATION, "/planning")
    assert "Site A : 24 h 00 prévues, 3 h 48 faites (Météo)" in said


@pytest.mark.parametrize("week", [WEEK, WEEK.shifted(-40)])
def test_at_mons_the_only_binome_and_its_sites_are_shown(
    sqlite_database: Database, clock: MovableClock, week: Semaine
) -> None:
    team = open_team(sqlite_database, clock, load(packaged("mons")))
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "Cette semaine")
    assert "<b>Site D</b> : 0 h 00 (rien de prévu)" in said
    assert "Binôme 1 : 24 h 00 prévues dans la rue" in said
    assert len(slots(team, week)) == 6
