"""The life of a direct request, and the hour before which it is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.vies.demande import EN_ATTENTE, VIE_DEMANDE, ActeDemande, repondre_avant

TUESDAY = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)


def test_whatever_waits_can_be_answered() -> None:
    for statut in EN_ATTENTE:
        assert ActeDemande.ACCEPTER in VIE_DEMANDE.possible(statut)
        assert ActeDemande.ECARTER in VIE_DEMANDE.possible(statut)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        (TUESDAY, 3, datetime(2026, 11, 20, 17, 0, tzinfo=UTC)),
        (TUESDAY, 4, datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        (TUESDAY, 0, datetime(2026, 11, 18, 17, 0, tzinfo=UTC)),
        (TUESDAY.replace(hour=9), 0, datetime(2026, 11, 17, 17, 0, tzinfo=UTC)),
        (TUESDAY.replace(hour=20), 0, datetime(2026, 11, 18, 17, 0, tzinfo=UTC)),
    ],
    ids=["friday", "not a saturday", "not a holiday", "today", "too late today"],
)
def test_an_answer_is_promised_for_a_working_day_at_six(
    received: datetime, days: int, expected: datetime
) -> None:
    holiday = [] if received.hour != 16 or days else [date(2026, 11, 17)]
    assert repondre_avant(received, days, holiday) == expected
