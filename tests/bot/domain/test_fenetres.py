"""The windows of the site grid: T0, T1, T2 (000 l.166, 003 l.769)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.interventions import Delais, fenetres, mesure_on

START, END = date(2026, 10, 5), date(2027, 1, 5)


def test_two_weeks_at_the_start_two_at_the_end_two_three_months_later() -> None:
    assert [(one.mesure, one.debut, one.fin) for one in fenetres(START, END)] == [
        ("t0", date(2026, 10, 5), date(2026, 10, 18)),
        ("t1", date(2026, 12, 23), date(2027, 1, 5)),
        ("t2", date(2027, 4, 5), date(2027, 4, 18)),
    ]


@pytest.mark.parametrize("length", range(40))
def test_however_short_the_intervention_each_day_has_one_measure_at_most(length: int) -> None:
    end = START + timedelta(days=length)
    days = [START + timedelta(days=rank) for rank in range(-3, 200)]
    found = [mesure_on(day, START, end) for day in days]
    assert {one.mesure for one in found if one} >= {"t0", "t2"}
    assert all(one.debut <= day <= one.fin for one, day in zip(found, days, strict=True) if one)


def test_the_file_decides_how_long_a_window_lasts() -> None:
    rules = Delais(mesure_impact_mois=6, mesure_fenetre_jours=7)
    last = fenetres(START, END, rules)[-1]
    assert (last.debut, last.fin) == (date(2027, 7, 5), date(2027, 7, 11))
