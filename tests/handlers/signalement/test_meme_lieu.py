"""« Même lieu »: two defects at one spot, whose words or position are given once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Signalement
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team

SPOT = {"latitude": 49.9012, "longitude": 2.2571}


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def reports(team: Team, groupe: str, ou: str, who: int = MEDIATRICE) -> str:
    """The entry, what, and where in words."""
    team.says(who, "🔧 Signalement")
    team.taps(who, groupe)
    team.says(who, ou)
    return team.taps(who, "✅ Envoyer")


def begun(team: Team, groupe: str, who: int = MEDIATRICE) -> list[str]:
    """The places that are offered for a second defect."""
    team.says(who, "🔧 Signalement")
    team.taps(who, groupe)
    return team.labels(who)


def test_it_is_one_tap_among_the_four(street: Team) -> None:
    reports(street, "Éclairage", "devant le 12, près du banc bleu")
    assert begun(street, "Tag") == [
        *("📍 Ma position", "📌 Même lieu : devant le 12, prè…", "📌 Site A", "⌨️ Je précise"),
        *("📍 Autre site", "⬅️ Retour", "✖️ Abandonner"),
    ]
    assert max(map(len, street.labels(MEDIATRICE))) <= 32
    said = street.taps(MEDIATRICE, "📌 Même lieu", "✅ Envoyer")
    assert "Tag · Site A, devant le 12, près du banc bleu" in said
    assert [row.lieu for row in street.rows(Signalement)] == [
        "devant le 12, près du banc bleu"
    ] * 2


def test_a_position_is_taken_up_too_by_the_other_one_of_the_binome(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage")
    street.sends(MEDIATRICE, {"location": SPOT})
    street.taps(MEDIATRICE, "✅ Envoyer")
    begun(street, "Tag", MEDIATEUR)
    street.taps(MEDIATEUR, "📌 Même lieu : ma position", "✅ Envoyer")
    first, second = street.rows(Signalement)
    assert (second.latitude, second.longitude) == (first.latitude, first.longitude)


def test_only_an_exact_place_of_this_presence_is_offered(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    assert not any("Même lieu" in label for label in begun(street, "Tag"))
    street.says(MEDIATRICE, "devant le 12")
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert any("Même lieu" in label for label in begun(street, "Espaces verts"))
    street.taps(MEDIATRICE, "✖️")
    street.clock.advance(timedelta(hours=1))
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "✅ Démarrer")
    begun(street, "Mobilier")
    assert street.taps(MEDIATRICE, "Banc").startswith("Où ?")
    assert not any("Même lieu" in label for label in street.labels(MEDIATRICE))


def test_what_was_cancelled_gives_its_place_to_nothing(street: Team) -> None:
    reports(street, "Éclairage", "devant le 12")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · V-0001", "↩️")
    assert not any("Même lieu" in label for label in begun(street, "Tag"))
