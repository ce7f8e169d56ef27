"""French said one way: hours, days, durations, plurals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from bot.words import (
    FILTERS,
    MONTHS_SHORT,
    au_service,
    date_longue,
    du_service,
    duree,
    heure,
    jour,
    jour_court,
    pluriel,
)

MIDNIGHT = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
"""24 November, five past midnight in Paris."""


def test_an_instant_is_said_by_the_clock_of_paris() -> None:
    assert heure(MIDNIGHT) == "0 h 05"
    assert jour(MIDNIGHT) == "mardi 24 novembre"
    assert jour_court(MIDNIGHT) == "24/11"
    assert date_longue(MIDNIGHT) == "24 novembre 2026"


def test_a_date_is_said_as_it_is_and_the_first_is_an_ordinal() -> None:
    first = date(2027, 1, 1)
    assert jour(first) == "vendredi 1er janvier"
    assert jour_court(first) == "01/01"
    assert date_longue(first) == "1er janvier 2027"


def test_every_day_of_a_year_is_said_as_the_language_has_it() -> None:
    for number in range(366):
        day = date(2028, 1, 1) + timedelta(days=number)
        first = "d'er'" if day.day == 1 else "d"
        assert jour(day) == format_date(day, f"EEEE {first} MMMM", locale="fr")
        assert date_longue(day) == format_date(day, f"{first} MMMM y", locale="fr")
        assert MONTHS_SHORT[day.month - 1] == format_date(day, "MMM", locale="fr")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 h 00"),
        (8, "0 h 08"),
        (56, "0 h 56"),
        (60, "1 h 00"),
        (61, "1 h 01"),
        (172, "2 h 52"),
        (228, "3 h 48"),
        (6000, "100 h 00"),
    ],
)
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert duree(minutes) == said


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="négative"):
        duree(-1)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 rencontre"), (1, "1 rencontre"), (-1, "-1 rencontre"), (2, "2 rencontres")],
)
def test_nothing_and_one_are_singular(number: int, said: str) -> None:
    assert pluriel(number, "rencontre") == said


def test_an_odd_plural_is_given() -> None:
    assert pluriel(3, "travail", "travaux") == "3 travaux"
    assert pluriel(1, "travail", "travaux") == "1 travail"


def test_templates_say_them_by_the_same_names() -> None:
    for name, spoken in FILTERS.items():
        assert spoken.__name__ == name


@pytest.mark.parametrize(
    ("label", "to", "of"),
    [
        ("Éclairage public", "au service Éclairage public", "du service Éclairage public"),
        ("Mobilier, jeux", "au service Mobilier, jeux", "du service Mobilier, jeux"),
        ("Espaces verts", "au service Espaces verts", "du service Espaces verts"),
        ("Services techniques", "aux services techniques", "des services techniques"),
        ("Service d'hygiène", "au service d'hygiène", "du service d'hygiène"),
    ],
)
def test_a_service_is_said_with_its_article(label: str, to: str, of: str) -> None:
    assert (au_service(label), du_service(label)) == (to, of)
