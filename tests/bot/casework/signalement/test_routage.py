"""Who a defect goes to: by its hour, by its landlord, and what a shared group then says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.dispositif import DispositifError
from storage.machine.db import Database
from tests.bot.casework.terrain import ECLAIRAGE, GROUPE, Terrain, open_terrain
from tests.storage.dispositif_cast import edited, example

ASTREINTE = "astreinte@amiens.example.org"
SERVICES, ROUTAGE = "services:\n", "routage:\n"
ON_CALL = (
    f'  - {{slug: sv-astreinte, label: "Astreinte", emails: ["{ASTREINTE}"], '
    'telephone: "03 53 01 00 99"}\n'
)


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    """Amiens with somebody on call out of working hours, for what is not the landlord's."""
    rule = "  - {moment: astreinte, services: [sv-astreinte]}\n"
    config = edited(f"\n{SERVICES}", f"\n{SERVICES}{ON_CALL}", ROUTAGE, ROUTAGE + rule)
    return open_terrain(sqlite_database, config)


def told(terrain: Terrain, number: int) -> list[str]:
    return [one.adresse for one in terrain.alertes() if one.signalement_id == number]


def test_whoever_is_on_call_has_what_leaves_out_of_hours_and_nothing_else(
    terrain: Terrain,
) -> None:
    assert told(terrain, terrain.emit()) == [ECLAIRAGE], "Tuesday, 17:40"
    terrain.clock.advance(timedelta(hours=2))
    assert told(terrain, terrain.emit()) == [ASTREINTE], "it leaves at once, at 19:40"
    assert terrain.row(2).service == "sv-astreinte"
    assert told(terrain, terrain.emit(urgence="u3")) == [ECLAIRAGE], "with tomorrow's batch"
    assert told(terrain, terrain.emit(urgence="u1", danger=True)) == [ASTREINTE]
    assert told(terrain, terrain.emit(service="sv-voirie")) == ["voirie@amiens.example.org"]
    terrain.clock.advance(timedelta(days=4))
    assert told(terrain, terrain.emit()) == [ASTREINTE], "a Saturday"


def test_a_shared_group_says_whom_the_landlord_that_was_picked_brings_in(
    sqlite_database: Database,
) -> None:
    """The site's own landlord is another one: what was routed is kept, not worked out again."""
    config = example("mons")
    rule = config.routage[1].model_copy(update={"services": ("sv-partenord", "sv-proprete")})
    config = config.model_copy(update={"routage": (config.routage[0], rule)})
    terrain = open_terrain(sqlite_database, config)
    for slug in ("sv-partenord", "sv-proprete"):
        terrain.register_group(slug)
    terrain.emit(categorie="vt-ferme-porte", service="sv-partenord", bailleur="sv-partenord")
    row = terrain.row(1)
    assert (row.bailleur, row.destinataires) == ("sv-partenord", ["sv-partenord", "sv-proprete"])
    assert "Pour : <b>Partenord Habitat, Propreté" in terrain.texts(GROUPE)[0]


def test_an_hour_that_is_none_and_a_territoire_without_address_are_refused() -> None:
    with pytest.raises(DispositifError, match="moment"):
        edited(ROUTAGE, f"{ROUTAGE}  - {{moment: nuit, services: [sv-voirie]}}\n")
    alone = 'emails: ["eclairage@amiens.example.org"]'
    part = 'territoires: [{territoire: ouest, emails: ["eclairage@amiens.example.org"]}]'
    with pytest.raises(DispositifError) as caught:
        edited(alone, part)
    assert any("ni pour tous, ni pour « nord »" in one for one in caught.value.problems)
