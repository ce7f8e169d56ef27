"""The bank holidays that we work out are those that a library which lists the world's knows."""

from __future__ import annotations

import pytest
from holidays import country_holidays

from bot.domain.feries import feries

FIRST, LAST = 2008, 2100
"""Since the Monday of Pentecost is one again, until the library knows no more."""


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_each_year_has_its_days(year: int) -> None:
    assert feries(year, year) == _known(year)


def test_several_years_are_all_there() -> None:
    assert feries(2026, 2028) == _known(2026) | _known(2027) | _known(2028)


def _known(year: int) -> frozenset[object]:
    return frozenset(country_holidays("FR", years=year))
