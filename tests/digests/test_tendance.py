"""An arrow is earned: enough on both sides, far enough apart, and the season said."""

from __future__ import annotations

import pytest

from bot.domain.semaine import Semaine
from digests import tendance
from tests.digests.scene import amiens

CALENDRIER = amiens().calendrier()


@pytest.mark.parametrize(
    ("n", "precedents", "sens"),
    [
        (12, [10, 10, 10, 10], "hausse"),
        (11.9, [10, 10, 10, 10], "stable"),
        (8, [10, 10, 10, 10], "insuffisant"),
        (20, [9, 9, 9, 9], "insuffisant"),
        (16, [20, 20, 20, 20], "baisse"),
        (17, [20, 20, 20, 20], "stable"),
        (10, [40, 0, 0, 0], "stable"),
    ],
)
def test_an_arrow_needs_ten_on_both_sides_and_a_fifth_between(
    n: float, precedents: list[float], sens: str
) -> None:
    assert tendance.compare(n, precedents)["sens"] == sens


def test_without_four_weeks_behind_there_is_no_comparison() -> None:
    assert tendance.compare(50, None) == {"moyenne": None, "sens": "insuffisant"}


def test_each_outcome_has_its_sentence() -> None:
    assert tendance.sentence("insuffisant", None).startswith("Moins de 4 semaines de recul")
    assert "trop peu de données" in tendance.sentence("insuffisant", "8")
    assert tendance.sentence("hausse", "18").startswith("↗ en hausse (moyenne des 4")
    assert tendance.sentence("baisse", "18").startswith("↘ en baisse")
    assert tendance.sentence("stable", "18").startswith("→ stable")


@pytest.mark.parametrize(
    ("semaine", "nature"),
    [
        ("2026-W42", "classe"),
        ("2026-W43", "vacances"),
        ("2026-W44", "vacances"),
        ("2026-W45", "classe"),
        ("2028-W40", "inconnue"),
    ],
)
def test_school_weeks_of_zone_b_are_known(semaine: str, nature: str) -> None:
    assert tendance.nature(Semaine.parse(semaine), CALENDRIER) == nature


def test_a_holiday_week_is_never_compared_without_saying_so() -> None:
    said = {
        week: tendance.season_remark(Semaine.parse(week), CALENDRIER)
        for week in ("2026-W43", "2026-W47", "2026-W49", "2028-W40")
    }
    assert said["2026-W43"] == "Semaine de vacances scolaires : comparez avec prudence."
    assert "2 comptaient des vacances scolaires" in (said["2026-W47"] or "")
    assert said["2026-W49"] is None
    assert "inconnues" in (said["2028-W40"] or "")


def test_months_of_four_and_of_five_weeks_are_compared_as_if_as_long() -> None:
    """October has five weeks: 100 there is what 80 is in November, and no fall."""
    assert tendance.compare(80, [100], [5, 4]) == {"moyenne": 80, "sens": "stable"}
    assert tendance.compare(80, [100])["sens"] == "baisse"
