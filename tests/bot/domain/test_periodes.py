"""Periods: every minute in one tranche, presences cut at bounds, both nights the clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import PARIS
from bot.domain.periodes import (
    FERIE,
    VACANCES,
    Calendrier,
    Plage,
    Vacances,
    reperes_at,
    split,
    tranche_at,
)

WEEK, WEEKEND = frozenset(range(5)), frozenset({5, 6})
NUIT = Plage("nuit", WEEK, time(23), time(8))
SANS_NUIT = Calendrier(
    tranches=(
        Plage("journee", WEEK, time(8), time(18)),
        Plage("soiree", WEEK, time(18), time(23)),
        Plage("week-end", WEEKEND, time(0), time(0)),
    ),
    priorite=("week-end", "nuit", "soiree", "journee"),
    reperes=(Plage("soiree-de-week-end", WEEKEND, time(18), time(23)),),
    vacances=(Vacances(date(2026, 10, 17), date(2026, 11, 2)),),
    feries=frozenset({date(2026, 11, 11), date(2026, 5, 1)}),
)
AVEC_NUIT = replace(SANS_NUIT, tranches=(*SANS_NUIT.tranches, NUIT))


def paris(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=PARIS, fold=fold)  # type: ignore[arg-type, misc]


def cut(
    start: datetime, end: datetime, calendrier: Calendrier = SANS_NUIT
) -> list[tuple[str, int]]:
    return [(s.tranche, s.minutes) for s in split(start, end, calendrier)]


def test_the_evening_of_the_story_is_56_minutes_of_day_then_172_of_evening() -> None:
    found = cut(paris(2026, 11, 20, 17, 4), paris(2026, 11, 20, 20, 52))
    assert found == [("journee", 56), ("soiree", 172)]


def test_a_saturday_is_weekend_and_its_evening_is_overlaid() -> None:
    found = split(paris(2026, 11, 21, 17, 4), paris(2026, 11, 21, 20, 52), SANS_NUIT)
    assert [(s.tranche, s.minutes, s.reperes) for s in found] == [
        ("week-end", 56, ()),
        ("week-end", 172, ("soiree-de-week-end",)),
    ]


@pytest.mark.parametrize(
    ("hour", "sans", "avec"),
    [(0, "soiree", "nuit"), (7, "soiree", "nuit"), (8, "journee", "journee"),
     (17, "journee", "journee"), (18, "soiree", "soiree"), (22, "soiree", "soiree"),
     (23, "soiree", "nuit")],
)  # fmt: skip
def test_without_a_night_tranche_the_night_belongs_to_the_evening(
    hour: int, sans: str, avec: str
) -> None:
    moment = paris(2026, 11, 18, hour, 59)
    assert tranche_at(moment, SANS_NUIT) == sans
    assert tranche_at(moment, AVEC_NUIT) == avec


def test_the_weekend_wins_over_the_hour() -> None:
    assert tranche_at(paris(2026, 11, 21, 2), AVEC_NUIT) == "week-end"
    assert tranche_at(paris(2026, 11, 23, 2), AVEC_NUIT) == "nuit"


def test_a_night_tour_is_one_presence_of_several_segments() -> None:
    start, end = paris(2026, 11, 19, 21), paris(2026, 11, 20, 9, 30)
    assert cut(start, end) == [("soiree", 660), ("journee", 90)]
    assert cut(start, end, AVEC_NUIT) == [("soiree", 120), ("nuit", 540), ("journee", 90)]


def test_friday_night_turns_into_weekend_at_midnight() -> None:
    found = cut(paris(2026, 11, 20, 22), paris(2026, 11, 21, 1), AVEC_NUIT)
    assert found == [("soiree", 60), ("nuit", 60), ("week-end", 60)]


def test_the_spring_night_is_an_hour_shorter() -> None:
    assert cut(paris(2026, 3, 28, 23), paris(2026, 3, 29, 4)) == [("week-end", 240)]


def test_the_autumn_night_is_an_hour_longer() -> None:
    assert cut(paris(2026, 10, 24, 23), paris(2026, 10, 25, 4)) == [("week-end", 360)]


def test_a_bound_within_the_hour_that_comes_twice_is_met_twice() -> None:
    days = frozenset(range(7))
    odd = Calendrier(
        tranches=(
            Plage("avant", days, time(0), time(2, 30)),
            Plage("apres", days, time(2, 30), time(0)),
        ),
        priorite=("avant", "apres"),
    )
    found = cut(paris(2026, 10, 25, 1), paris(2026, 10, 25, 4), odd)
    assert found == [("avant", 90), ("apres", 30), ("avant", 30), ("apres", 90)]
    assert cut(paris(2026, 3, 29, 1), paris(2026, 3, 29, 4), odd) == [("avant", 60), ("apres", 60)]


def test_holidays_begin_and_end_at_midnight_in_paris() -> None:
    found = split(paris(2026, 11, 1, 22), paris(2026, 11, 2, 1), SANS_NUIT)
    assert [(s.tranche, s.reperes, s.minutes) for s in found] == [
        ("week-end", (VACANCES, "soiree-de-week-end"), 60),
        ("week-end", (VACANCES,), 60),
        ("soiree", (), 60),
    ]


def test_a_bank_holiday_is_laid_over_the_day_and_does_not_replace_it() -> None:
    noon = paris(2026, 11, 11, 12)
    assert (tranche_at(noon, SANS_NUIT), reperes_at(noon, SANS_NUIT)) == ("journee", (FERIE,))
    assert reperes_at(paris(2026, 11, 12), SANS_NUIT) == ()


def test_seconds_are_dropped_so_that_minutes_add_up() -> None:
    start = datetime(2026, 11, 20, 16, 4, 59, 999_999, tzinfo=UTC)
    found = split(start, start + timedelta(minutes=228, seconds=30), SANS_NUIT)
    assert sum(segment.minutes for segment in found) == 229
    assert found[0].debut == datetime(2026, 11, 20, 16, 4, tzinfo=UTC)


def test_an_empty_presence_has_no_segment_and_a_backward_one_is_refused() -> None:
    moment = paris(2026, 11, 20, 17)
    assert split(moment, moment + timedelta(seconds=59), SANS_NUIT) == ()
    with pytest.raises(ValueError, match="ne finit pas"):
        split(moment, moment - timedelta(minutes=1), SANS_NUIT)


# Around both changes of the clocks, a weekend, holidays and a bank holiday.
days = [(3, 29), (10, 25), (11, 1), (11, 11), (12, 31)]
centres = [datetime(2026, month, day, tzinfo=UTC) for month, day in days]
moments = st.builds(
    lambda centre, shift: centre + shift,
    st.sampled_from(centres),
    st.timedeltas(timedelta(days=-4), timedelta(days=4)),
)
lengths = st.integers(min_value=0, max_value=30 * 60).map(lambda m: timedelta(minutes=m))
calendriers = st.sampled_from([SANS_NUIT, AVEC_NUIT])


@given(moments, lengths, calendriers)
def test_segments_partition_the_presence(
    start: datetime, length: timedelta, calendrier: Calendrier
) -> None:
    found = split(start, start + length, calendrier)
    assert sum(segment.minutes for segment in found) == length // timedelta(minutes=1)
    if found:
        assert found[0].debut == start.replace(second=0, microsecond=0)
        assert found[-1].fin - found[0].debut == length
    for one, two in pairwise(found):
        assert one.fin == two.debut
        assert (one.tranche, one.reperes) != (two.tranche, two.reperes)


@given(moments, lengths, calendriers, st.integers(min_value=0))
def test_each_minute_is_in_the_period_of_its_segment(
    start: datetime, length: timedelta, calendrier: Calendrier, seed: int
) -> None:
    for segment in split(start, start + length, calendrier):
        for minute in {0, seed % segment.minutes, segment.minutes - 1}:
            moment = segment.debut + timedelta(minutes=minute)
            assert tranche_at(moment, calendrier) == segment.tranche
            assert reperes_at(moment, calendrier) == segment.reperes
