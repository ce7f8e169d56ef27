"""The life of a direct request, and the hour before which it is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from bot.domain.vies.demande import (
    EN_ATTENTE,
    TRANSITIONS,
    Acte,
    Statut,
    TransitionRefusee,
    apply,
    possibles,
    repondre_avant,
)

EDGES = {(edge.depuis, edge.acte): edge.vers for edge in TRANSITIONS}
TUESDAY = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize(("statut", "acte"), list(product(Statut, Acte)))
def test_a_deed_does_what_the_table_says_or_is_refused(statut: Statut, acte: Acte) -> None:
    if (statut, acte) in EDGES:
        assert apply(statut, acte) is EDGES[statut, acte]
        return
    with pytest.raises(TransitionRefusee):
        apply(statut, acte)


def test_whatever_waits_can_be_answered() -> None:
    for statut in EN_ATTENTE:
        assert Acte.ACCEPTER in possibles(statut)
        assert Acte.ECARTER in possibles(statut)


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
