"""When an alert leaves, and when it falls due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import PARIS, paris
from bot.domain.delais import Envoi, echeance, send_at


@pytest.mark.parametrize(
    ("envoi", "now", "leaves"),
    [
        ("immediat", (2026, 11, 21, 3, 0), (2026, 11, 21, 3, 0)),
        ("jour", (2026, 11, 21, 7, 0), (2026, 11, 21, 7, 0)),
        ("jour", (2026, 11, 21, 20, 59), (2026, 11, 21, 20, 59)),
        ("jour", (2026, 11, 21, 21, 0), (2026, 11, 22, 7, 0)),
        ("jour", (2026, 11, 21, 6, 59), (2026, 11, 21, 7, 0)),
        ("jour", (2026, 12, 31, 23, 30), (2027, 1, 1, 7, 0)),
        ("lot", (2026, 11, 20, 7, 59), (2026, 11, 20, 8, 0)),
        ("lot", (2026, 11, 20, 8, 0), (2026, 11, 20, 8, 0)),
        ("lot", (2026, 11, 20, 8, 1), (2026, 11, 23, 8, 0)),
        ("lot", (2026, 11, 22, 7, 0), (2026, 11, 23, 8, 0)),
        ("lot", (2026, 11, 10, 20, 0), (2026, 11, 12, 8, 0)),
        # the nights the clocks change: 07:00 and 08:00 stay what the wall shows
        ("jour", (2026, 3, 28, 22, 0), (2026, 3, 29, 7, 0)),
        ("lot", (2026, 10, 24, 22, 0), (2026, 10, 26, 8, 0)),
    ],
)
def test_an_alert_leaves_at_the_hour_its_urgency_allows(
    envoi: Envoi, now: tuple[int, ...], leaves: tuple[int, ...]
) -> None:
    armistice = {date(2026, 11, 11)}
    moment = send_at(envoi, datetime(*now, tzinfo=PARIS), armistice)  # type: ignore[arg-type, misc]
    assert moment == datetime(*leaves, tzinfo=PARIS)  # type: ignore[arg-type, misc]
    assert moment.tzinfo is UTC


@given(
    st.sampled_from(["immediat", "jour", "lot"]),
    st.timedeltas(timedelta(0), timedelta(days=730)),
)
def test_an_alert_never_leaves_before_now_nor_later_than_it_may(
    envoi: Envoi, later: timedelta
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + later
    leaves = send_at(envoi, now)
    assert now <= leaves <= now + timedelta(hours=73 if envoi == "lot" else 25)
    assert send_at(envoi, leaves) == leaves
    assert envoi != "jour" or 7 <= paris(leaves).hour < 21


def test_hours_of_a_delay_really_elapse_across_a_change_of_clocks() -> None:
    sent = datetime(2026, 10, 24, 17, 4, tzinfo=PARIS)
    assert echeance(sent, 72) - sent.astimezone(UTC) == timedelta(hours=72)
    assert paris(echeance(sent, 72)).hour == 16
    assert echeance(sent, 0) == sent
