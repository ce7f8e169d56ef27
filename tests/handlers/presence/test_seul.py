"""A presence of one person alone: the coordination reads it on Monday, nobody else does."""

from __future__ import annotations

import html
from datetime import UTC, datetime

from handlers.presence import seul
from storage.models import Outbox
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""8:00 in Paris, the week after."""


def told(team: Team, moment: datetime) -> list[str]:
    team.clock.set(moment)
    for _ in range(2):
        team.rings(seul.tell)
    rows = [one for one in team.rows(Outbox) if one.cle.startswith(seul.TASK)]
    assert {one.adresse for one in rows if one.canal == "telegram"} <= {str(COORDINATION)}
    return [html.unescape(one.contenu["text"]) for one in rows if one.canal == "telegram"]


def test_it_is_told_once_on_monday_to_the_coordination_alone(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Seul·e aujourd'hui", "✅ Démarrer")
    assert told(team, MONDAY.replace(hour=6, minute=59)) == []
    assert told(team, MONDAY) == [
        "👤 La semaine dernière, 1 présence d'une seule personne. La coordination seule le lit :\n"
        "• Site A, mardi 17 novembre à 17 h 04 (Binôme 1)"
    ]
    assert len(told(team, MONDAY.replace(day=24))) == 1


def test_a_week_of_binomes_says_nothing(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert told(team, MONDAY) == []
