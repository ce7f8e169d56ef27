"""The days of a dashboard: whole weeks up to the last Sunday, by month when there are too many."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.domain.bord import Recul, entre, intervalle

MERCREDI = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("recul", "debut", "dernier", "periodes"),
    [
        (Recul.MOIS, date(2026, 10, 19), date(2026, 11, 15), 4),
        (Recul.SAISON, date(2026, 8, 24), date(2026, 11, 15), 12),
        (Recul.TRIMESTRE, date(2026, 9, 28), date(2026, 11, 15), 7),
        (Recul.FINI, date(2026, 6, 29), date(2026, 9, 27), 13),
        (Recul.AN, date(2025, 11, 17), date(2026, 11, 15), 52),
        (Recul.DEBUT, date(2026, 4, 1), date(2026, 11, 15), 33),
    ],
)
def test_every_range_ends_on_a_sunday_that_is_over(
    recul: Recul, debut: date, dernier: date, periodes: int
) -> None:
    days = intervalle(recul, MERCREDI, date(2026, 4, 1))
    assert (days.debut, days.dernier, len(days.jours) - 1) == (debut, dernier, periodes)


def test_a_programme_that_begins_this_week_still_has_a_week_to_show() -> None:
    days = intervalle(Recul.DEBUT, MERCREDI, MERCREDI)
    assert (days.debut, days.dernier) == (date(2026, 11, 9), date(2026, 11, 15))


def test_years_are_told_by_month_and_lose_no_day() -> None:
    days = entre(date(2020, 1, 15), date(2026, 11, 16))
    assert days.par_mois
    assert (days.debut, days.dernier) == (date(2020, 1, 15), date(2026, 11, 15))
    assert all(before < after for before, after in pairwise(days.jours))
    assert {one.day for one in days.jours[1:-1]} == {1}
    assert max(b - a for a, b in pairwise(days.jours)) <= timedelta(days=31)
