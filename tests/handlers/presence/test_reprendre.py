"""« ⏹ Terminer » by mistake: « ↩️ Reprendre la présence », and nothing was ever ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Presence, PresencePause, PresenceSegment
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team

AGAIN = "↩️ Reprendre la présence"


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(minutes=30))
    return team


def ends(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")


def test_it_runs_on_from_the_first_closing_question_and_the_other_one_knows(street: Team) -> None:
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "☕ Pause")
    ends(street)
    street.clock.advance(timedelta(minutes=5))
    assert "a terminé la présence" in street.reads(MEDIATEUR)
    said = street.taps(MEDIATRICE, AGAIN)
    assert said.endswith("La présence continue : <b>Site A</b>, depuis 17 h 04.")
    assert "votre binôme a repris la présence" in street.reads(MEDIATEUR)
    (row,) = street.rows(Presence)
    assert (row.fin, row.a_confirmer) == (None, False)
    assert [one.fin for one in street.rows(PresencePause)] == [None]
    assert street.rows(PresenceSegment) == []
    assert "Site A" in street.pinned(MEDIATEUR)
    street.says(MEDIATRICE, "🙂 4")
    assert street.rows(Presence)[0].ambiance is None, "the closing questions are over"
    assert "☕ En pause" in street.says(MEDIATRICE, "▶️ Présence")


def test_it_is_offered_to_the_end_and_is_the_last_deed(street: Team) -> None:
    ends(street)
    street.taps(MEDIATRICE, "😀 5")
    assert AGAIN in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "Forte")
    assert AGAIN in street.labels(MEDIATRICE)
    said = street.says(MEDIATEUR, "/annuler_derniere")
    assert "Présence terminée : Site A, à 17 h 34" in said
    street.taps(MEDIATEUR, "↩️ Oui")
    assert street.rows(Presence)[0].fin is None
    assert street.taps(MEDIATRICE, AGAIN)
    assert street.toasts[-1] == "C'était déjà annulé."


def test_another_one_begun_since_or_another_evening_keeps_it_ended(street: Team) -> None:
    ends(street)
    street.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    message, data = street.button(MEDIATRICE, AGAIN)
    assert street.presses(AUTRE_BINOME, message, data).startswith("Ce bouton est réservé")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "✅ Démarrer")
    assert "Une autre présence a commencé" in street.presses(MEDIATRICE, message, data)
    ends(street)
    street.clock.advance(timedelta(hours=13))
    assert "📋 Ma journée" in street.presses(MEDIATRICE, *street.button(MEDIATRICE, AGAIN))
    said = street.says(MEDIATRICE, "/annuler_derniere")
    assert "Présence : Site A" in said, "the next morning it is no more the last deed"
    assert all(row.fin for row in street.rows(Presence))
