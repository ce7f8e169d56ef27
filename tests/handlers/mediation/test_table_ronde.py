"""A table ronde: how many came, where and when, on one screen (G08); a navette asks none of it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.clock import paris
from storage.models import Seance
from tests.handlers.people import MEDIATRICE, Team


@pytest.fixture
def table(team: Team) -> Team:
    """M-0001 at Site A, both parties agreed, about to meet together."""
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "📍 Site A", "🕐 En différé", "Habitant", "Voisinage", "✅ Oui")
    team.taps(MEDIATRICE, "Table ronde", "Demain", "📂 M-0001", "＋ Séance")
    return team


def seance(team: Team) -> Seance:
    (row,) = team.rows(Seance)
    return row


def site(team: Team) -> str:
    return team.programme.site_slugs[seance(team).site_id or 0]


def test_one_screen_and_one_tap_say_how_many_where_and_when(table: Team) -> None:
    said = table.taps(MEDIATRICE, "A + B")
    assert said == (
        "M-0001, table ronde : combien de personnes, sans vous compter ?\n"
        "Site A, mardi 17 novembre. Touchez, ou écrivez un nombre."
    )
    assert {"📍 Autre lieu", "📅 Autre jour"} <= set(table.labels(MEDIATRICE))
    table.taps(MEDIATRICE, "6", "👍 Avance", "Demain")
    row = seance(table)
    assert (row.presents, site(table), row.le) == (6, "site-a", table.clock.now())
    said = table.taps(MEDIATRICE, "📂 M-0001")
    assert "Table ronde mardi 17 novembre, Site A, 6 personnes." in said


def test_the_place_and_the_day_may_be_others(table: Team) -> None:
    table.taps(MEDIATRICE, "A + B", "📍 Autre lieu", "📍 Site B")
    said = table.taps(MEDIATRICE, "📅 Autre jour", "Lundi 16 novembre")
    assert "Site B, lundi 16 novembre." in said
    table.taps(MEDIATRICE, "4", "✋ Bloqué", "⏭ Passer")
    row = seance(table)
    assert (row.presents, site(table)) == (4, "site-b")
    assert paris(row.le).date() == date(2026, 11, 16)


@pytest.mark.parametrize("typed", ["beaucoup", "1", "201"])
def test_a_number_is_typed_and_what_is_none_is_said(table: Team, typed: str) -> None:
    table.taps(MEDIATRICE, "A + B")
    assert "Écrivez un nombre de 2 à 200" in table.says(MEDIATRICE, typed)
    table.says(MEDIATRICE, "13")
    table.taps(MEDIATRICE, "👍 Avance", "⏭ Passer")
    assert seance(table).presents == 13


def test_a_navette_asks_nothing_of_it(table: Team) -> None:
    said = table.taps(MEDIATRICE, "Partie A")
    assert said.startswith("Où en est-on ?\nUn accord se note quand les deux parties")
    table.taps(MEDIATRICE, "👍 Avance")
    row = seance(table)
    assert (row.presents, row.site_id, row.le) == (None, None, table.clock.now())
