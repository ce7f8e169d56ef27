"""A place pasted from a map, or picked on it, is a position like the one that the phone sends."""

from __future__ import annotations

from typing import Any

import pytest

from storage.models import Signalement
from tests.handlers.people import MEDIATRICE, Team

SPOT = {"latitude": 49.9012, "longitude": 2.2571}


@pytest.mark.parametrize(
    "place",
    [
        {"text": "https://cartes.example.org/?q=49.9012,2.2571"},
        {"text": "49.9012, 2.2571"},
        {"venue": {"title": "Un lieu", "address": ""}, "location": SPOT},
    ],
)
def test_it_is_where_the_thing_is(team: Team, place: dict[str, Any]) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Tag")
    assert "Site A" in team.sends(MEDIATRICE, place)
    team.taps(MEDIATRICE, "✅ Envoyer")
    (row,) = team.rows(Signalement)
    assert row.latitude == pytest.approx(SPOT["latitude"])
    assert row.lieu == ""
