"""A third channel is one folder: written here, it is found, opened, alerted, told and named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import bot.channels
from bot.delivery import channels as registry
from bot.domain.vies.signalement import ActeSignalement
from tests.bot.casework.terrain import MEDIATRICE, SOIR, open_terrain
from tests.bot.delivery.post import until
from tests.storage.dispositif_cast import edited
from tests.stories.stage import stage

FOLDER: Final = '''"""Text messages, for the services that only have a telephone."""

from contextlib import asynccontextmanager

from bot.delivery.contract import Channel, Forme, Parcel, Receipt, Unreachable

SENT = []


class Modem:
    async def send(self, parcel: Parcel) -> Receipt:
        if "annulé" in parcel.content["text"]:
            raise Unreachable("le numéro n'est plus attribué")
        SENT.append((parcel.address, parcel.content["text"]))
        return Receipt()


@asynccontextmanager
async def opened(wiring, link):
    yield Modem()


CHANNEL = Channel(
    kind="sms",
    label="SMS",
    origine="réponse par SMS",
    forme=Forme.COURRIER,
    addresses=lambda service, row: (service.telephone,) if service.telephone else (),
    open=opened,
)
'''
NUMBER: Final = "+33 1 99 00 12 34"
LIGNE: Final = "{slug: sv-eclairage, "
PAR: Final = "service:sv-eclairage:sms"


@pytest.fixture
def sms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """The folder, found among the others; what its channel sent."""
    folder = tmp_path / "channels" / "sms"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "channel.py").write_text(FOLDER, encoding="utf-8")
    monkeypatch.setattr(
        bot.channels, "__path__", [*bot.channels.__path__, str(tmp_path / "channels")]
    )
    registry.channels.cache_clear()
    assert list(registry.channels()) == ["telegram", "email", "sms"]
    yield sys.modules["bot.channels.sms.channel"].SENT
    registry.channels.cache_clear()
    for name in ("bot.channels.sms.channel", "bot.channels.sms"):
        del sys.modules[name]


async def test_a_service_that_names_an_address_on_it_is_alerted_answers_and_is_called_back(
    sms: list[tuple[str, str]], tmp_path: Path
) -> None:
    config = edited(LIGNE, f'{LIGNE}telephone: "{NUMBER}", ')
    async with stage(tmp_path, config=config, at=SOIR) as play:
        terrain = open_terrain(play.carnet.database, config)
        signalement = terrain.emit()
        assert [row.canal for row in terrain.alertes()] == ["email", "sms"]
        play.carnet.worker.wake()
        await until(lambda: sms)
        assert [address for address, _text in sms] == [NUMBER]
        assert "Éclairage public en panne" in sms[0][1]
        await play.quiet()
        terrain.act(signalement, ActeSignalement.PRENDRE_EN_CHARGE, PAR)
        terrain.act(signalement, ActeSignalement.ANNULER, terrain.mediateur(MEDIATRICE))
        await play.quiet()
        assert [row.etat for row in terrain.outbox(NUMBER)] == ["sent", "dead"]
        assert any("par SMS" in row.contenu.get("text", "") for row in terrain.outbox())
