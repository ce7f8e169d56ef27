"""The coordination reads the month first, as it reads the week, and says what it looks at."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from digests.due import run_due_month
from storage.machine.outbox import Lane
from storage.models import PointHebdo
from tests.digests.scene import paris
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.point_hebdo.test_point_hebdo import letter, letters, meets, retains

FRIDAY, FREEZE, LEAVES = (
    paris(f"2026-11-{when}") for when in ("27 12:00", "30 07:00", "30 09:00")
)
NINE, CALM = "Neuf rencontres en novembre.", "Les soirées s'apaisent."
SURPRISE = "Une fête improvisée."


def at(team: Team, moment: datetime) -> None:
    team.clock.advance(moment - team.clock.now())
    team.rings(run_due_month)
    team.deliver()


@pytest.fixture
def month(team: Team) -> Team:
    """Nine encounters and a word to reread; it is noon of the last Friday of November."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    meets(team, "9 jeunes")
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, SURPRISE)
    team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    at(team, FRIDAY)
    return team


def test_a_month_is_reread_as_a_week_is_and_its_false_sentence_stays(month: Team) -> None:
    draft = month.reads(COORDINATION)
    assert draft.startswith("📰 <b>Point mensuel de novembre 2026 : le brouillon est prêt.</b>\n")
    assert "9 rencontres" in draft
    old = month.button(COORDINATION, "🔎 Choisir le zoom")
    mail = letters(month, Lane.PROMPT)["coordination@mediation.example.org"]
    assert "Point mensuel de novembre 2026 : le brouillon est prêt." in mail
    due = "📰 Point mensuel de novembre 2026 : à valider avant le 30 novembre"
    assert due in month.says(COORDINATION, "📌 Ma semaine")
    retains(month, NINE)
    retains(month, CALM)
    month.taps(COORDINATION, "📝 1 texte", "✅ Valider tel quel")
    shown = month.says(COORDINATION, "/pointmensuel")
    assert "Point mensuel, novembre 2026, du 2 au 29 novembre" in shown
    assert f"« {NINE} »" in shown
    month.taps(COORDINATION, "🔎 Choisir le zoom", "La présence")
    at(month, FRIDAY + timedelta(minutes=1))
    said = month.taps(COORDINATION, "✅ Valider")
    assert said == "✅ Novembre 2026 : validé. Il part lundi 30 novembre à 9 h 00."
    meets(month, "4 jeunes")
    at(month, FREEZE)
    frozen, asked = month.shown(COORDINATION)[-2:]
    assert "Point mensuel de novembre 2026 : les chiffres sont figés." in frozen
    assert "9 → 13" in frozen
    assert asked.startswith(f"⚠️ Novembre 2026, à retenir : « {NINE} »")
    assert "ce n'est plus possible" in month.presses(COORDINATION, *old)
    at(month, LEAVES)
    text = letter(month)
    assert f"À RETENIR\n- {CALM}\n" in text
    assert NINE not in text
    assert f"ce qui a surpris : « {SURPRISE} »" in text
    assert "13 rencontres" in text
    assert "Semaine par semaine, la présence : choisi par la coordination." in text
    assert {row.rythme: row.statut for row in month.rows(PointHebdo)} == {"mensuel": "parti"}
