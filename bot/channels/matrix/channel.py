"""Matrix: each service whose line gives a room, where the bot has an account."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.machine.db import Database
from storage.models import ServiceRow as Row
from storage.programme import Programme

PHOTO_MAX: Final = 10_000_000
"""Bytes: what is heavier is no photo that is kept (`storage.images`)."""


def _addresses(service: Service, _row: Row) -> Sequence[str]:
    return (service.matrix,) if service.matrix else ()


@asynccontextmanager
async def _open(wiring: Wiring, link: SignedPage) -> AsyncIterator[Transport]:
    from bot.channels.matrix.client import SENDING, MatrixClient
    from bot.channels.matrix.transport import MatrixTransport
    from bot.delivery.outside import outside

    async with outside(inside=wiring.inside) as door:
        client = MatrixClient(door, wiring.matrix_url, SENDING)
        yield MatrixTransport(client, wiring.photos_dir, link)


async def _hear(wiring: Wiring, database: Database, programmes: Mapping[int, Programme]) -> None:
    """Nothing is opened for nothing: most have no such room."""
    if not wiring.matrix_url or not wiring.programs(lambda service: service.matrix):
        return
    from bot.channels.matrix.client import HEARING, MatrixClient
    from bot.channels.matrix.ecoute import ANSWER_SECONDS, Ecouteur
    from bot.delivery.outside import outside

    async with outside(inside=wiring.inside, seconds=ANSWER_SECONDS) as door:
        client = MatrixClient(door, wiring.matrix_url, HEARING)
        await Ecouteur(client, database, wiring.clock, programmes).run()


async def _fetch(wiring: Wiring, mxc: str) -> bytes:
    from bot.channels.matrix.client import FETCHING, MatrixClient
    from bot.delivery.outside import outside

    async with outside(inside=wiring.inside) as door:
        client = MatrixClient(door, wiring.matrix_url, FETCHING)
        return await client.load(mxc, PHOTO_MAX)


CHANNEL = Channel(
    kind="matrix",
    label="Matrix",
    origine="salon Matrix",
    forme=Forme.FIL,
    addresses=_addresses,
    open=_open,
    buttons=False,
    ear=_hear,
    keeps="mxc://",
    fetch=_fetch,
)
