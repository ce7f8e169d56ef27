"""Free words never keep what names somebody outright."""

from __future__ import annotations

import pytest

from tests.handlers.people import MEDIATRICE, Team


@pytest.mark.parametrize("number", ["06 39 98 12 34", "0639981234", "+33 6.39.98.12.34"])
def test_no_telephone_number_is_kept_in_free_words(team: Team, number: str) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Éclairage")
    said = team.says(MEDIATRICE, f"devant le 12, appeler le {number}")
    assert "Un numéro de téléphone désigne quelqu'un : rien n'est gardé." in said
    assert "devant le 12" in team.says(MEDIATRICE, "devant le 12")
