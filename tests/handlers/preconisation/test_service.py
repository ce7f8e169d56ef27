"""The service that a préconisation names reads its reread words, once nobody took them back."""

from __future__ import annotations

import pytest

from handlers.preconisation import clock
from storage.models import Outbox
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.preconisation.test_preconisation import WORDS, proposes


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def test_its_service_reads_it_once_reread_and_a_change_of_mind_leaves_nothing(
    street: Team,
) -> None:
    proposes(street)
    to_service = "espaces-verts"
    street.says(COORDINATION, "/relire")
    street.taps(COORDINATION, "✅ Valider", "↩️ Annuler")
    street.clock.advance(2 * clock.WAIT)
    street.rings(clock.send)
    assert letters_to(street, to_service) == []
    street.says(COORDINATION, "/relire")
    street.taps(COORDINATION, "✏️")
    street.says(COORDINATION, "Deux bancs.")
    street.rings(clock.send)
    assert letters_to(street, to_service) == [], "it may still be taken back"
    street.clock.advance(2 * clock.WAIT)
    street.rings(clock.send, clock.send)
    (letter,) = letters_to(street, to_service)
    assert "« Deux bancs. » La retenez-vous ?" in letter
    assert WORDS not in letter


def letters_to(team: Team, who: str) -> list[str]:
    rows = [one for one in team.rows(Outbox) if who in one.adresse]
    return [str(one.contenu["text"]) for one in rows]
