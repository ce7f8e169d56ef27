"""A day that is typed may be a Sunday: it is said, the Monday is offered, and it may be kept."""

from __future__ import annotations

from datetime import date

import pytest

from storage.models import Reunion
from tests.handlers.document.bilan import bilan
from tests.handlers.intervention.test_intervention import add_site
from tests.handlers.people import COORDINATION, Team

SAID = "⚠️ Le 21 février 2027 est un dimanche : plutôt le lundi ?"
MONDAY, KEEP = "✅ Plutôt lundi 22 février", "✅ Garder dimanche 21 février"


@pytest.mark.parametrize(
    ("touched", "fin", "said"),
    [
        (MONDAY, date(2027, 2, 22), "jusqu'au 22 février 2027."),
        (KEEP, date(2027, 2, 21), "jusqu'au dimanche 21 février 2027."),
    ],
)
def test_an_end_typed_on_a_sunday_when_it_is_renewed(
    team: Team, touched: str, fin: date, said: str
) -> None:
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi 17")
    shown = team.says(COORDINATION, "21/02/2027")
    assert SAID in shown
    assert [one for one in team.labels(COORDINATION) if "✅" in one] == [MONDAY, KEEP]
    assert said in team.taps(COORDINATION, touched)
    (renewed,) = (one for one in team.programme.config.interventions if one.site == "site-a")
    assert renewed.fin == fin


def test_an_end_typed_on_a_sunday_when_it_is_opened_ended_early_or_corrected(team: Team) -> None:
    add_site(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "Autre", "📍 Place neuve", "Mardi 17", "Corrective")
    team.says(COORDINATION, "Faire revenir les familles.")
    team.taps(COORDINATION, "✏️ Modifier", "🏁 Fin")
    assert SAID in team.says(COORDINATION, "21/02/2027")
    assert "au 22 février 2027" in team.taps(COORDINATION, MONDAY)
    team.says(COORDINATION, "/corriger")
    team.taps(COORDINATION, "Site A", "🏁")
    sunday = "Le 20 décembre 2026 est un dimanche"
    assert sunday in team.says(COORDINATION, "20/12/2026")
    assert "au 21 décembre 2026" in team.taps(COORDINATION, "✅ Plutôt lundi 21 décembre")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "⏹ Terminer plus tôt", "Site A")
    assert sunday in team.says(COORDINATION, "20/12/2026")
    assert "se termine le dimanche 20 décembre" in team.taps(COORDINATION, "✅ Garder dimanche 20")


def test_what_is_over_and_any_other_day_are_not_asked_twice(team: Team) -> None:
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "⏹ Terminer plus tôt", "Site A")
    assert "dimanche" not in team.says(COORDINATION, "15/11")
    assert "s'est terminée le dimanche 15 novembre" in team.taps(COORDINATION, "✅ Confirmer")


def test_a_meeting_typed_on_a_sunday(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest")
    assert "Le 22 novembre 2026 est un dimanche" in team.says(COORDINATION, "22/11")
    assert "lundi 23 novembre" in team.taps(COORDINATION, "✅ Plutôt lundi 23 novembre")
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "❌", "Comité opérationnel Ouest")
    team.says(COORDINATION, "29/11")
    assert "au dimanche 29 novembre" in team.taps(COORDINATION, "✅ Garder dimanche 29 novembre")
    assert {row.jour for row in team.rows(Reunion)} == {date(2026, 11, 23), date(2026, 11, 29)}
