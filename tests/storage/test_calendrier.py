"""The days off that come with the program are those of the libraries that keep them."""

from __future__ import annotations

from datetime import date

import pytest

from storage.dispositif import warnings
from storage.dispositif.calendrier import DAY, FERIE, TABLE, known
from tests.storage.almanach import LAST_YEAR, ZONES, bank_holidays, lines, school_days_off
from tests.storage.dispositif_cast import edited


def test_the_table_is_the_one_that_the_libraries_make() -> None:
    """A library that knows more makes it fail: « make calendrier » writes the table anew."""
    assert TABLE.read_text(encoding="ascii").splitlines() == lines()


@pytest.mark.parametrize("zone", ZONES)
def test_every_school_day_off_is_read_from_it_and_no_other(zone: str) -> None:
    read = [one.du + n * DAY for one in known()[zone] for n in range((one.reprise - one.du).days)]
    assert read == school_days_off(zone)


def test_bank_holidays_that_follow_each_other_are_two() -> None:
    """In 2024 Ascension came the day after the 8th of May."""
    assert [one.du for one in known()[FERIE]] == bank_holidays()


def test_a_deadline_that_passes_the_convention_still_skips_bank_holidays() -> None:
    calendrier = edited("fin_max: 2030-12-31", "fin_max: 2028-03-31").calendrier()
    assert date(2029, 1, 1) in calendrier.feries


def test_where_bank_holidays_end_is_said() -> None:
    late = edited(
        "fin_max: 2030-12-31",
        f"fin_max: {LAST_YEAR + 1}-12-31",
        "fin: 2028-03-31",
        f"fin: {LAST_YEAR + 1}-01-31",
    )
    assert any(f"Jours fériés inconnus après {LAST_YEAR}" in line for line in warnings(late))
