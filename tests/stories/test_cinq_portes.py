"""One lamp, a service that answers by whatever door it has: the habitants hear the same of it."""

from __future__ import annotations

import pytest

from storage.models import SignalementActe
from tests.stories.portes import DOORS, told_back
from tests.stories.stage import Home

USUAL = ["emettre", "annoncer_traite", "verifier_repare"]
ACTES = dict.fromkeys(DOORS, USUAL) | {"open311": [USUAL[0], "inscrire", *USUAL[1:]]}
"""A counter gives its own number: its history says it."""


@pytest.mark.parametrize("door", DOORS)
async def test_from_the_pavement_to_the_service_and_back_to_the_habitants(
    door: str, home: Home
) -> None:
    async with DOORS[door](home) as (scene, answers):
        said = await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
        assert "V-0001" in said
        await answers()
        await scene.play.quiet()
        await told_back(scene, f"service:sv-eclairage:{door}")
        assert [one.acte for one in await scene.rows(SignalementActe)] == ACTES[door]
