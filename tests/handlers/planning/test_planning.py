"""Planning: a week in words, its changes, and what was done of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.semaine import Semaine
from handlers.presence.poste import write_first
from storage import planning
from storage.machine.db import Database
from storage.models import CreneauPrevu, Presence
from storage.planning import SlotPrevu
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    mons,
    open_team,
)

WEEK = Semaine(date(2026, 11, 16))


def slots(team: Team, week: Semaine) -> list[SlotPrevu]:
    with team.database.transaction() as tx:
        return planning.week_slots(tx, team.programme, week)


def plan(team: Team, *labels: str, typed: str = "", often: str = "📆 Seulement") -> str:
    """The coordination opens the planning and touches these; then the hours typed, if any."""
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, *labels)
    if typed:
        team.says(COORDINATION, typed)
    if typed and "➕" in labels:
        team.taps(COORDINATION, often)
    return team.reads(COORDINATION)


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
    assert team.reads(COORDINATION) == (
        "✅ Créneau annulé : lundi 16 novembre, 17 h – 21 h, Site A, Binôme 1."
    )
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
    team.says(COORDINATION, "22h-1h30")
    said = team.taps(COORDINATION, "📆 Seulement")
    assert said == "✅ Créneau ajouté : dimanche 22 novembre, 22 h – 1 h 30, Site B, Binôme 1."
    (added,) = [one for one in slots(team, WEEK) if one.site == "site-b" and one.de == time(22)]
    assert (added.a, added.minutes) == (time(1, 30), 210)


def test_a_clash_and_impossible_hours_say_why_and_lose_nothing(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "➕ Ajouter", "Binôme 1", "Site B", "Lundi 16")
    assert "17 h – 21 h" not in team.labels(COORDINATION)
    said = team.says(COORDINATION, "18:30 à 19:30")
    assert (
        "Binôme 1 a déjà un créneau à cette heure : lundi 16 novembre, 17 h – 21 h, Site A" in said
    )
    said = team.says(COORDINATION, "20h-19h")
    assert "20 h – 19 h : la fin vient avant le début" in said
    assert "23 h 00 de suite" in said
    assert "« 25h » n'est pas une heure" in team.says(COORDINATION, "25h-26h")
    assert "la même heure" in team.says(COORDINATION, "9h-9h")
    assert team.rows(CreneauPrevu) == []
    assert "⚠️ Ce jour est déjà passé" in team.reads(COORDINATION)
    team.says(COORDINATION, "10h-12h")
    said = team.taps(COORDINATION, "📆 Seulement")
    assert "✅ Créneau ajouté : lundi 16 novembre, 10 h – 12 h, Site B, Binôme 1." in said


def test_a_slot_is_named_with_its_binome_only_where_two_are_alike(team: Team) -> None:
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler")
    assert "jeu. 19, 17 h – 21 h, Site C" in team.labels(COORDINATION)
    assert all(len(label) <= 32 for label in team.labels(COORDINATION))
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "➕ Ajouter", "Binôme 2", "Site A", "Mercredi 18")
    team.says(COORDINATION, "17h-21h")
    team.taps(COORDINATION, "📆 Seulement")
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler")
    alike = [label for label in team.labels(COORDINATION) if label.startswith("mer. 18")]
    assert alike == [f"mer. 18, 17 h – 21 h, Site A, Binôme {n}" for n in (1, 2)]


def test_a_copy_shows_its_difference_keeps_what_was_by_hand_and_no_accident(team: Team) -> None:
    """One evening was called off for the weather, one added for its own day; the next week has
    an evening of its own, and one called off ahead."""
    coming = WEEK.shifted(1)
    plan(team, "Cette semaine", "↩️ Annuler", "lun. 16", "Absence")
    plan(team, "Cette semaine", "✏️ Changer", "ven. 20", "🕐", typed="18h-22h")
    plan(team, "Cette semaine", "➕", "Binôme 2", "Site B", "Vendredi 20", typed="10h-12h")
    plan(team, "La semaine prochaine", "➕", "Binôme 2", "Site C", "Lundi 23", typed="9h-11h")
    plan(team, "La semaine prochaine", "↩️ Annuler", "mar. 24, 17 h", "Météo")
    plan(team, "La semaine prochaine", "📋 Reprendre cette semaine-ci")
    shown = team.reads(COORDINATION)
    assert (
        "✏️ vendredi 27 novembre, 17 h – 21 h, Site A "
        "devient vendredi 27 novembre, 18 h – 22 h, Site A."
    ) in shown
    assert "Gardé, ajouté à la main : lundi 23 novembre, 9 h – 11 h, Site C." in shown
    assert "Pas repris, prévu pour un seul jour : vendredi 20 novembre, 10 h – 12 h" in shown
    assert "lundi 23 novembre, 17 h – 21 h" not in shown, "called off this week only"
    said = team.taps(COORDINATION, "✅ Oui")
    assert said == "✅ La semaine du 23 novembre 2026 compte 9 créneaux."
    held = {(one.jour.day, one.de.hour, one.site): one.annule for one in slots(team, coming)}
    assert held[23, 9, "site-c"] is False
    assert held[23, 17, "site-a"] is False
    assert held[24, 17, "site-a"] is True, "called off ahead for its own reason"
    assert held[27, 18, "site-a"] is False
    assert (27, 10, "site-b") not in held
    team.taps(COORDINATION, "↩️ Annuler")
    assert "↩️ Annulé : planning, semaine reprise." in team.reads(COORDINATION)
    assert (27, 17, "site-a") in {
        (one.jour.day, one.de.hour, one.site) for one in slots(team, coming)
    }


def test_the_whole_intervention_is_planned_and_a_past_week_is_not(team: Team) -> None:
    """Site B ends on 10 January, Site C on the 17th: the last week that may be planned."""
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Autre…")
    weeks = team.labels(COORDINATION)
    assert weeks[2] == "Semaine du 30/11/2026"
    assert "Semaine du 11/01/2027" in weeks
    assert "Semaine du 18/01/2027" not in weeks
    plan(
        team,
        "Cette semaine",
        "➕",
        "Binôme 2",
        "Site B",
        "Dimanche 22",
        typed="15h-17h",
        often="🔂",
    )
    assert "Puis chaque semaine, jusqu'au 10 janvier 2027." in team.reads(COORDINATION)
    for n in range(8):
        day = date(2026, 11, 22) + timedelta(weeks=n)
        here = [one for one in slots(team, WEEK.shifted(n)) if one.jour == day]
        assert [(one.site, one.de.hour) for one in here] == [("site-b", 15)]
    said = team.taps(COORDINATION, "↩️ Annuler")
    assert "↩️ Annulé : planning, créneau ajouté." in said
    assert team.rows(CreneauPrevu) == []
    plan(team, "La semaine prochaine", "✏️ Changer", "mer. 25", "📍", "Site B")
    plan(team, "La semaine prochaine", "🔂 Répéter jusqu'au 17/01/2027")
    assert "✏️ mercredi 2 décembre, 17 h – 21 h, Site A devient" in team.reads(COORDINATION)
    team.taps(COORDINATION, "✅ Oui")
    christmas = slots(team, Semaine(date(2026, 12, 21)))
    assert [one.site for one in christmas if one.jour == date(2026, 12, 23)] == ["site-b"]
    said = plan(team, "Autre…", "Semaine du 21/12/2026")
    assert "🎒 Vacances scolaires : du lundi 21 décembre au dimanche 27 décembre." in said
    assert "🎌 Jour férié : vendredi 25 décembre." in said


def test_what_changes_is_told_to_the_binome_concerned_and_taken_back(team: Team) -> None:
    plan(team, "Cette semaine", "✏️ Changer", "mer. 18", "🕐", typed="18h-22h")
    assert team.reads(COORDINATION) == (
        "✅ Créneau changé : mercredi 18 novembre, 17 h – 21 h, Site A, Binôme 1 devient "
        "mercredi 18 novembre, 18 h – 22 h, Site A, Binôme 1."
    )
    moved = (
        "✏️ mercredi 18 novembre, 17 h – 21 h, Site A "
        "devient mercredi 18 novembre, 18 h – 22 h, Site A."
    )
    for who in (MEDIATRICE, MEDIATEUR):
        assert moved in team.reads(who)
    assert team.reads(AUTRE_BINOME) == ""
    team.taps(COORDINATION, "↩️ Annuler")
    assert "18 h – 22 h, Site A devient mercredi 18 novembre, 17 h – 21 h" in team.reads(MEDIATEUR)
    plan(team, "Cette semaine", "✏️ Changer", "mer. 18", "👥", "Binôme 2")
    assert "➖ mercredi 18 novembre, 17 h – 21 h, Site A : n'est plus prévu." in team.reads(
        MEDIATEUR
    )
    assert "➕ mercredi 18 novembre, 17 h – 21 h, Site A." in team.reads(AUTRE_BINOME)
    old = team.button(COORDINATION, "↩️ Annuler")
    plan(team, "Cette semaine", "↩️ Annuler", "sam. 21, 17 h", "Météo")
    assert "🚫 samedi 21 novembre, 17 h – 21 h, Site A : annulé (météo)." in team.reads(MEDIATEUR)
    assert "Le planning a changé depuis" in team.presses(COORDINATION, *old)
    before = team.reads(MEDIATEUR)
    said = plan(team, "Cette semaine", "↩️ Annuler", "lun. 16")
    assert "⚠️ Ce créneau est déjà passé. Le binôme n'en sera pas averti." in said
    team.taps(COORDINATION, "Météo")
    assert team.reads(MEDIATEUR) == before


def test_one_of_two_may_be_absent(team: Team) -> None:
    plan(team, "Cette semaine", "👤 Un absent", "mer. 18, 17 h", "Médiateur")
    said = "✅ mercredi 18 novembre, 17 h – 21 h, Site A, Binôme 1 : Médiateur n'y sera pas."
    assert team.reads(COORDINATION) == said
    assert "👤 mercredi 18 novembre, 17 h – 21 h, Site A : sans Médiateur." in team.reads(
        MEDIATRICE
    )
    assert "17 h – 21 h, Site A : vous êtes absent·e" in team.says(MEDIATEUR, "/creneaux")
    assert "17 h – 21 h, Site A : sans Médiateur" in team.says(MEDIATRICE, "/creneaux")
    team.clock.set(datetime(2026, 11, 18, 16, 0, tzinfo=UTC))
    team.rings(write_first)
    team.deliver()
    assert "sans l'autre personne du binôme. Vous démarrez ?" in team.reads(MEDIATRICE)
    assert "Vous démarrez" not in team.reads(MEDIATEUR)
    assert "seul·e" in team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert [row.mediateurs for row in team.rows(Presence)] == [1]
    said = plan(
        team, "Cette semaine", "👤 Un absent", "jeu. 19, 17 h – 21 h, Site C", "Autre binôme"
    )
    assert "y serait la seule personne : annulez plutôt le créneau" in said


def test_a_mediator_sees_the_slots_of_each_week(team: Team) -> None:
    plan(team, "Cette semaine", "↩️ Annuler", "sam. 21, 17 h", "Météo")
    team.says(MEDIATRICE, "➕ Autre")
    said = team.taps(MEDIATRICE, "📅 Mes créneaux")
    assert "Binôme 1, semaine du 16 novembre 2026" in said
    assert "<b>Mardi 17 novembre</b>\n   17 h – 21 h, Site A\n" in said
    assert "17 h – 21 h, Site A : annulé (météo)" in said
    assert "En tout : 20 h 00." in said
    assert "Site C" not in said
    said = team.taps(MEDIATRICE, "La semaine prochaine")
    assert "<b>Mardi 24 novembre</b>" in said
    assert "24 h 00" in said


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
    team = open_team(sqlite_database, clock, mons())
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "Cette semaine")
    assert "<b>Site D</b> : 0 h 00 (rien de prévu)" in said
    assert "Binôme 1 : 24 h 00 prévues dans la rue" in said
    assert len(slots(team, week)) == 6
