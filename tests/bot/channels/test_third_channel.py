"""A third channel is one folder: that of the recipe is found, opened, alerted, told and named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import bot.channels
from bot.delivery import channels as registry
from bot.delivery.contract import Parcel, Receipt, Transport, Unreachable
from bot.domain.vies.signalement import ActeSignalement
from tests.bot.casework.terrain import MEDIATRICE, SOIR, open_terrain
from tests.storage.dispositif_cast import edited
from tests.stories.stage import furnished, stage

FOLDER: Final = Path(__file__).parents[3] / "docs" / "exemples" / "canal" / "bot" / "channels"
"""What CONTRIBUTING.md shows to whoever adds one."""
NUMBER: Final = "+33 1 99 00 12 34"
LIGNE: Final = "{slug: sv-eclairage, "
PAR: Final = "service:sv-eclairage:sms"


@pytest.fixture
def sms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder, found among the others; whom « annulé » is for is reached no more."""
    monkeypatch.setattr(bot.channels, "__path__", [*bot.channels.__path__, str(FOLDER)])
    registry.channels.cache_clear()
    assert list(registry.channels()) == [
        *("matrix", "telegram", "email", "sms"),
        *("open311", "webhook"),
    ]
    transport = import_module("bot.channels.sms.transport").SmsTransport
    sends = transport.send

    async def send(self: Transport, parcel: Parcel) -> Receipt:
        if "annulé" in parcel.content["text"]:
            raise Unreachable("le numéro n'est plus attribué")
        receipt: Receipt = await sends(self, parcel)
        return receipt

    monkeypatch.setattr(transport, "send", send)
    yield
    registry.channels.cache_clear()
    for name in [one for one in sys.modules if one.startswith("bot.channels.sms")]:
        del sys.modules[name]


def written(folder: Path) -> list[str]:
    """What its channel sent: a file for each message, to its number."""
    return [one.read_text(encoding="utf-8") for one in sorted(folder.glob("sms/*"))]


async def test_a_service_that_names_an_address_on_it_is_alerted_answers_and_is_called_back(
    sms: None, tmp_path: Path
) -> None:
    config = edited(LIGNE, f'{LIGNE}telephone: "{NUMBER}", ')
    async with stage(furnished(tmp_path), config=config, at=SOIR) as play:
        terrain = open_terrain(play.carnet.database, config)
        signalement = terrain.emit()
        assert [row.canal for row in terrain.alertes()] == ["email", "sms"]
        # The file is there before its words are.
        await play.later(lambda: any(written(tmp_path)))
        (text,) = written(tmp_path)
        assert text.startswith(f"To: {NUMBER}\n")
        assert "Éclairage public en panne" in text
        await play.quiet()
        terrain.act(signalement, ActeSignalement.PRENDRE_EN_CHARGE, PAR)
        terrain.act(signalement, ActeSignalement.ANNULER, terrain.mediateur(MEDIATRICE))
        await play.quiet()
        assert [row.etat for row in terrain.outbox(NUMBER)] == ["sent", "dead"]
        assert any("par SMS" in row.contenu.get("text", "") for row in terrain.outbox())
