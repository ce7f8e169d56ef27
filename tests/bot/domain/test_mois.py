"""Every week is in one month, every month is four or five whole weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mois import Mois, periode
from bot.domain.semaine import Semaine


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_weeks_add_up_to_months(day: date) -> None:
    mois = Mois.around(day)
    assert mois.lundi <= day <= mois.dimanche
    assert len(mois.semaines) in (4, 5)
    assert mois.semaines[0].bornes()[0] == mois.bornes()[0]
    assert mois.semaines[-1].bornes()[1] == mois.bornes()[1] == mois.shifted(1).bornes()[0]
    assert mois.shifted(-1).dimanche == mois.lundi - timedelta(days=1)
    assert Mois.parse(mois.label) == mois
    assert mois.shifted(12).label == f"{mois.annee + 1}-{mois.numero:02d}"


def test_november_is_named_and_bounded() -> None:
    mois = periode("2026-11")
    assert isinstance(mois, Mois)
    assert (mois.lundi, mois.dimanche) == (date(2026, 11, 2), date(2026, 11, 29))
    assert periode("2026-W53") == Semaine.parse("2026-W53")
    assert len(Mois.parse("2026-12").semaines) == 5
    for wrong in ("2026-13", "novembre", "-5"):
        with pytest.raises(ValueError, match="illisible : écrivez 2026-11"):
            periode(wrong)
