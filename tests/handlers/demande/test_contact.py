"""An address left by whoever asked is kept to answer, and erased ninety days later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from handlers.demande.feature import FEATURE
from storage.entretien import every_hour
from storage.machine.db import Database
from storage.models import Outbox
from tests.handlers.demande.cast import REQUESTER, by_mail, demande, letters, sends
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team


@pytest.fixture
def team(database: Database, clock: MovableClock) -> Team:
    """On both databases; a request that came by mail."""
    team = open_team(database, clock)
    by_mail(team)
    sends(team)
    return team


def later(team: Team, days: int) -> str | None:
    """So many days later, the clock having done its work; the address that is still known."""
    team.clock.advance(timedelta(days=days))
    for _ in range(2):
        team.rings(*FEATURE.clocks.values())
    return demande(team).contact


def test_it_is_erased_ninety_days_after_the_answer_with_its_letters(team: Team) -> None:
    team.taps(COORDINATION, "↪️ Hors mission")
    sends(team)
    assert later(team, 89) == REQUESTER
    assert later(team, 1) == ""
    team.rings(*every_hour().values())
    assert not [row for row in team.rows(Outbox) if row.adresse == REQUESTER]


def test_it_is_kept_while_nobody_answered(team: Team) -> None:
    assert later(team, 200) == REQUESTER
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    sends(team)
    assert later(team, 200) == REQUESTER, "accepted, and still to be done"


def test_it_is_kept_while_the_mediation_goes_on(team: Team) -> None:
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    team.taps(MEDIATRICE, "🤝 Ouvrir", "Bruit", "✅ Oui", "Table ronde", "Demain")
    sends(team)
    assert later(team, 200) == REQUESTER
    team.taps(MEDIATRICE, "📂 M-0001", "⏹ Clore", "Abandon")
    assert "sans accord" in letters(team, REQUESTER)[-1]
    sends(team)
    assert later(team, 89) == REQUESTER
    assert later(team, 1) == ""


def test_it_is_kept_while_a_letter_has_not_left(team: Team) -> None:
    team.taps(COORDINATION, "↪️ Hors mission")
    assert later(team, 200) == REQUESTER


def test_once_erased_a_new_answer_writes_to_nobody(team: Team) -> None:
    team.taps(COORDINATION, "↪️ Hors mission")
    sends(team)
    later(team, 90)
    team.says(COORDINATION, "/demandes")
    message, data = team.button(COORDINATION, "✅ Accepter")
    team.presses(COORDINATION, message, data)
    team.taps(COORDINATION, "Binôme 1")
    assert demande(team).statut == "acceptee"
    assert [row for row in team.rows(Outbox) if row.canal == "email" and row.etat == "todo"] == []
