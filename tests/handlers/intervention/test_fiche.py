"""The card of one intervention: opened from its name, it says how it stands and what is due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Presence
from tests.handlers.mons import mons_team
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.test_every_flow import lived
from tests.handlers.test_every_screen import WHOLE
from tests.statements import statements


@pytest.fixture
def street(team: Team) -> Team:
    """An evening on Site A with something of each kind, four hours long, its ambiance noted."""
    lived(team)
    team.clock.advance(timedelta(hours=4))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "🙂 4")
    return team


def card(team: Team, site: str = "Site A") -> str:
    team.says(COORDINATION, "📅 Interventions")
    return team.taps(COORDINATION, f"{site} · ")


def test_two_taps_tell_hours_comites_ambiance_what_is_open_and_what_is_due(street: Team) -> None:
    said = card(street)
    for line in (
        "📅 <b>Site A</b>, Étouvie",
        "Corrective, semaine 7 sur 13, du 5 octobre 2026 au 5 janvier 2027.",
        "🎯 Apaiser les fins de journée",
        "⏱ 4 h 00 faites sur 152 h 00 prévues à ce jour, 320 h 00 jusqu'à la fin ; "
        "8 h 00 de présence de médiateurs.",
        "🚶 Part en présence de l'équipe (repère : 60 %) : pas encore assez d'heures notées.",
        "🏛 Comité opérationnel Ouest : 0 sur 3 depuis le",
        "🏛 J+15 : attendu le 13 octobre 2026, en retard de 35 jours ⚠️",
        "🙂 Ambiance : 4 sur 5 en quatre semaines (n = 1), "
        "médiane 4 sur 5 depuis le début (n = 1).",
        "   Douze semaines : Site A ············ cette semaine trop peu (n = 1).",
        "🔧 1 signalement ouvert.",
        "🔁 1 relais ouvert.",
        "📂 1 médiation en cours ; 💡 0 préconisation sans réponse.",
        "⏰ Fin de l'intervention : 5 janvier 2027, dans 49 jours.",
        "⏰ Compte rendu final : 20 janvier 2027 (date calculée), dans 64 jours.",
        "⏰ Mesure d'impact N+3 : 5 avril 2027 (date calculée), dans 139 jours.",
    ):
        assert line in said
    elsewhere = card(street, "Site B")
    assert "⏱ 0 h 00 faites" in elsewhere
    assert "🔧 0 signalement ouvert." in elsewhere


def test_its_name_typed_from_anywhere_opens_it(street: Team) -> None:
    assert "📅 <b>Site B</b>" in street.says(COORDINATION, "site b")
    street.says(COORDINATION, "📅 Interventions")
    assert "📅 <b>Site C</b>" in street.says(COORDINATION, "Site C")
    street.says(COORDINATION, "📍 Sites")
    street.taps(COORDINATION, "✏️ Renommer")
    assert "Quel nouveau nom pour <b>Site A</b> ?" in street.says(COORDINATION, "Site A")
    assert "📅" not in street.says(MEDIATRICE, "Site A")


def test_an_hour_in_doubt_is_not_done_and_a_late_answer_is_said(street: Team) -> None:
    with street.database.transaction() as tx:
        for row in tx.query(Presence):
            row.a_confirmer = True
    assert "⏱ 0 h 00 faites" in card(street)
    street.clock.advance(timedelta(days=40))
    said = card(street)
    assert "🔧 1 signalement ouvert, dont 1 en retard." in said
    assert "🔁 1 relais ouvert, dont 1 à vérifier." in said


def test_a_first_comite_that_was_held_is_said_with_its_day(street: Team) -> None:
    street.says(COORDINATION, "/comites")
    street.taps(COORDINATION, "✅ Tenue", "Comité opérationnel Ouest, autre date")
    street.says(COORDINATION, "17/11")
    street.taps(COORDINATION, "⏭ Passer")
    said = card(street)
    assert "Comité opérationnel Ouest : 1 sur 3" in said
    assert "J+15 : tenu le 17 novembre 2026, 35 jours de retard." in said


def test_a_programme_without_that_clock_says_nothing_of_it(
    sqlite_database: Database, clock: MovableClock
) -> None:
    said = card(mons_team(sqlite_database, clock))
    assert "🏛 Comité de suivi : 0 réunion depuis le " in said
    assert "0 sur 0" not in said
    assert "J+" not in said


@pytest.mark.parametrize(
    ("button", "screen"),
    [
        ("🔁 Renouveler", "Le bilan intermédiaire de cette période n'est pas validé"),
        ("🎯 Changer les objectifs", "Quels sont les nouveaux ?"),
        ("⏹ Terminer plus tôt", "quel jour se termine-t-elle ?"),
        ("🗓 Planning", "Le planning"),
        ("🏛 Comités", "Les comités"),
        ("🔁 Relais à suivre", "1 relais ouvert"),
        ("📖 Suites", "Suites des préconisations"),
    ],
)
def test_its_screens_are_one_tap_from_it(street: Team, button: str, screen: str) -> None:
    card(street)
    said = street.taps(COORDINATION, button)
    assert screen in said


def test_one_that_ended_keeps_its_card_until_its_impact_was_measured(street: Team) -> None:
    street.clock.advance(timedelta(days=60))
    street.says(COORDINATION, "/fiche")
    said = street.taps(COORDINATION, "Site A · ")
    assert "Corrective, finie, du 5 octobre 2026 au 5 janvier 2027." in said
    assert "🔁 Renouveler" not in street.labels(COORDINATION)
    assert "⏰ Mesure d'impact N+3 : 5 avril 2027" in said


def test_a_card_costs_the_same_whatever_the_weeks(street: Team) -> None:
    counts = []
    for days in (0, 35):
        street.clock.advance(timedelta(days=days))
        card(street)
        with statements(street.database.engine) as asked:
            card(street)
        counts.append(len(asked))
        with street.database.engine.connect() as connection:
            plans = {one.plan(connection): one for one in asked if one.sql.startswith("SELECT")}
        assert {plan: one.sql for plan, one in plans.items() if WHOLE.search(plan)} == {}
    assert counts[1] <= counts[0] + 1
