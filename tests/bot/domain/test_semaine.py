"""ISO weeks: from a moment, from text, and their real bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.semaine import Semaine


def test_saturday_evening_of_the_story_is_in_week_47() -> None:
    semaine = Semaine.of(datetime(2026, 11, 21, 16, 4, tzinfo=UTC))
    assert semaine.label == "2026-W47"
    assert (semaine.lundi, semaine.dimanche) == (date(2026, 11, 16), date(2026, 11, 22))
    assert semaine.numero == 47


def test_sunday_late_in_utc_is_already_monday_in_paris() -> None:
    assert Semaine.of(datetime(2026, 11, 22, 22, 59, tzinfo=UTC)).label == "2026-W47"
    assert Semaine.of(datetime(2026, 11, 22, 23, 0, tzinfo=UTC)).label == "2026-W48"


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2023, 1, 1), "2022-W52"),
    ],
)
def test_the_weeks_around_new_year_keep_their_year(day: date, label: str) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert Semaine.of(noon).label == label
    assert Semaine.parse(label) == Semaine.of(noon)


@pytest.mark.parametrize(
    ("label", "hours"), [("2026-W13", 167), ("2026-W43", 169), ("2026-W47", 168)]
)
def test_a_week_lasts_its_real_hours(label: str, hours: int) -> None:
    start, end = Semaine.parse(label).bornes()
    assert end - start == timedelta(hours=hours)
    assert start.tzinfo is UTC


def test_bounds_are_midnights_in_paris() -> None:
    start, end = Semaine.parse("2026-W47").bornes()
    assert start == datetime(2026, 11, 15, 23, tzinfo=UTC)
    assert end == datetime(2026, 11, 22, 23, tzinfo=UTC)


@given(st.timedeltas(timedelta(0), timedelta(days=5479)))
def test_a_moment_lies_within_the_bounds_of_its_week(later: timedelta) -> None:
    moment = datetime(2016, 1, 1, tzinfo=UTC) + later
    semaine = Semaine.of(moment)
    start, end = semaine.bornes()
    assert start <= moment < end
    assert semaine.shifted(1).bornes()[0] == end
    assert Semaine.parse(semaine.label) == semaine
    assert semaine.shifted(-4) < semaine


@pytest.mark.parametrize("text", ["", "47", "2026-47", "2026-W54", "2025-W53", "W47", "a-Wb"])
def test_an_unreadable_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="écrivez 2026-W47"):
        Semaine.parse(text)


def test_a_week_is_known_by_its_monday_only() -> None:
    with pytest.raises(ValueError, match="n'est pas un lundi"):
        Semaine(date(2026, 11, 17))
