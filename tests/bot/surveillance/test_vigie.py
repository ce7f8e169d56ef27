"""What begins to be wrong is told once to whoever runs the machine, and its end as well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.roles import Role
from bot.surveillance.certificats import Certificats
from bot.surveillance.vigie import Vigie
from storage.machine import incidents
from storage.models import Personne
from tests.bot.casework.terrain import COORDINATRICE, Terrain

EXPLOITATION = "exploitation@example.org"
OPERATOR = 504
WELL: Mapping[str, Any] = {
    "place_libre_mo": 9_000,
    "a_reprendre": 0,
    "files": {},
    "attend_depuis": {"a_envoyer": 0},
}


class Veilleur:
    """The guard, and the figures that it is shown."""

    def __init__(self, terrain: Terrain, mailbox: str = EXPLOITATION) -> None:
        self.figures = dict(WELL)
        self.terrain = terrain
        programmes = {terrain.programme.id: terrain.programme}
        certificats = Certificats("", "smtp://127.0.0.1:25", terrain.clock)
        served = terrain.database, terrain.clock, programmes
        self._vigie = Vigie(*served, self._shown, certificats, mailbox)

    async def _shown(self) -> Mapping[str, Any]:
        return self.figures

    async def sees(self, **figures: Any) -> list[str]:
        """What is said of it, by whom it is addressed to: « address : words »."""
        self.figures |= figures
        before = len(self.terrain.outbox())
        await self._vigie.look()
        self.terrain.clock.advance(timedelta(minutes=1))
        return [f"{row.adresse} : {row.contenu['text']}" for row in self.terrain.outbox()[before:]]


def with_operator(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        of = {"dispositif_id": terrain.programme.id, "telegram_id": OPERATOR}
        tx.add(Personne(role=Role.ADMIN, prenom="", charte_le=terrain.clock.now(), **of))


async def test_the_operator_hears_once_of_each_and_once_of_its_end(terrain: Terrain) -> None:
    with_operator(terrain)
    veilleur = Veilleur(terrain)
    assert await veilleur.sees() == []
    on_phone, by_mail = await veilleur.sees(place_libre_mo=120)
    assert on_phone.startswith(f"{OPERATOR} : ⚠️ Il reste 120 Mo sur le disque du carnet.")
    assert by_mail.startswith(f"{EXPLOITATION} : ")
    assert await veilleur.sees(place_libre_mo=90) == []
    assert await veilleur.sees(place_libre_mo=550) == [], "between the two, nothing changes"
    aside = await veilleur.sees(a_reprendre=2)
    assert "2 messages ont été mis de côté après cinq essais" in aside[0]
    over = await veilleur.sees(place_libre_mo=9_000)
    assert over[0] == (
        f"{OPERATOR} : ✅ Le disque du carnet a de nouveau de la place. "
        "Cela durait depuis le 17 novembre 2026 à 17 h 41."
    )
    assert len(over) == 2
    with terrain.tx() as tx:
        assert set(incidents.opened(tx)) == {"mis_de_cote"}
    assert (await veilleur.sees(place_libre_mo=10))[0].startswith(f"{OPERATOR} : ⚠️"), "a new one"


async def test_another_guard_on_the_same_base_says_nothing_again(terrain: Terrain) -> None:
    first, second = Veilleur(terrain), Veilleur(terrain)
    assert len(await first.sees(place_libre_mo=120)) == 1
    assert await second.sees(place_libre_mo=120) == []
    assert len(await second.sees(place_libre_mo=9_000)) == 1
    assert await first.sees(place_libre_mo=9_000) == []


async def test_where_nobody_runs_the_machine_the_coordination_hears(terrain: Terrain) -> None:
    said = await Veilleur(terrain, mailbox="").sees(place_libre_mo=120)
    assert [one.partition(" : ")[0] for one in said] == [
        str(COORDINATRICE),
        terrain.programme.config.coordination.email,
    ]


@pytest.mark.parametrize(
    ("files", "oldest", "told"),
    [
        ({("prompt", "retry"): 19}, 60, False),
        ({("prompt", "retry"): 12, ("alerte", "uncertain"): 8}, 60, True),
        ({("ornement", "retry"): 40}, 60, False),
        ({("alerte", "retry"): 1}, 1_200, True),
        ({("prompt", "todo"): 300}, 1_200, False),
    ],
)
async def test_retries_that_pile_up_are_told(
    terrain: Terrain, files: dict[tuple[str, str], int], oldest: int, told: bool
) -> None:
    veilleur = Veilleur(terrain)
    said = await veilleur.sees(files=files, attend_depuis={"a_envoyer": oldest})
    assert bool(said) is told
    if told:
        assert "« carnet envois » dit lesquels et pourquoi" in said[0]
        assert "Les envois partent de nouveau" in (await veilleur.sees(**WELL))[0]
