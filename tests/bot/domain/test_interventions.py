"""The clocks of an intervention."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.interventions import Delais, add_months, echeances, semaine_n

DEBUT, FIN = date(2026, 10, 5), date(2027, 1, 5)


@pytest.mark.parametrize(
    ("lundi", "expected"),
    [
        (date(2026, 10, 5), (1, 13)),
        (date(2026, 11, 16), (7, 13)),
        (date(2026, 12, 28), (13, 13)),
        (date(2027, 1, 4), (13, 13)),
        (date(2026, 9, 28), (1, 13)),
    ],
)
def test_three_months_are_thirteen_weeks(lundi: date, expected: tuple[int, int]) -> None:
    assert semaine_n(DEBUT, FIN, lundi) == expected


def test_the_week_of_a_start_in_midweek_is_the_first() -> None:
    assert semaine_n(date(2026, 10, 8), date(2027, 1, 7), date(2026, 10, 5)) == (1, 13)
    assert semaine_n(date(2026, 10, 8), date(2027, 1, 7), date(2026, 10, 12)) == (2, 13)


def test_a_single_day_is_one_week() -> None:
    assert semaine_n(DEBUT, DEBUT, DEBUT) == (1, 1)


def test_every_date_that_the_convention_sets_follows_in_order() -> None:
    found = [(e.slug, e.date) for e in echeances(date(2026, 9, 28), DEBUT, FIN)]
    assert found == [
        ("premier-comite", date(2026, 10, 13)),
        ("rappel-30", date(2026, 12, 5)),
        ("rappel-15", date(2026, 12, 21)),
        ("fin", FIN),
        ("compte-rendu", date(2027, 1, 20)),
        ("mesure-impact", date(2027, 4, 5)),
    ]


def test_what_is_computed_is_said_so_and_never_falls_on_a_sunday() -> None:
    """Decided on a Saturday, ended on a Saturday: fifteen days later are two Sundays."""
    decided, ended = date(2026, 10, 3), date(2027, 1, 2)
    due = {e.slug: (e.date, e.calculee) for e in echeances(decided, DEBUT, ended)}
    assert due["premier-comite"] == (date(2026, 10, 17), True), "at most fifteen days: not after"
    assert due["compte-rendu"] == (date(2027, 1, 18), True), "the Monday after"
    assert due["fin"] == (ended, False)
    for day in range(60):
        every = echeances(decided + timedelta(day), DEBUT + timedelta(day), FIN + timedelta(day))
        assert not [e for e in every if e.calculee and e.date.weekday() == 6]


def test_the_delays_are_those_of_the_dispositif() -> None:
    delais = Delais(premier_comite_jours=10, rappels_jours=(7,), mesure_impact_mois=6)
    due = {e.slug: (e.label, e.date) for e in echeances(date(2026, 9, 28), DEBUT, FIN, delais)}
    assert due["premier-comite"] == ("1er comité opérationnel", date(2026, 10, 8))
    assert due["rappel-7"] == ("Rappel, 7 jours avant la fin", date(2026, 12, 29))
    assert due["mesure-impact"][1] == date(2027, 7, 5)


def test_a_short_intervention_is_not_reminded_before_it_begins() -> None:
    slugs = {e.slug for e in echeances(DEBUT, DEBUT, date(2026, 10, 25))}
    assert "rappel-30" not in slugs
    assert "rappel-15" in slugs


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 9, 30), 24, date(2028, 9, 30)),
    ],
)
def test_months_end_where_the_calendar_does(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
