"""Open311: each service whose line gives its endpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.models import ServiceRow as Row


def _addresses(service: Service, _row: Row) -> Sequence[str]:
    return (service.open311.url,) if service.open311 else ()


@asynccontextmanager
async def _open(wiring: Wiring, _link: SignedPage) -> AsyncIterator[Transport]:
    from bot.channels.open311.transport import Open311Transport
    from bot.delivery.outside import outside

    counters = wiring.programs(lambda service: service.open311)
    async with outside(inside=wiring.inside) as door:
        yield Open311Transport(door, counters, wiring.secrets)


CHANNEL = Channel(
    kind="open311",
    label="Open311",
    origine="guichet Open311",
    forme=Forme.DONNEES,
    addresses=_addresses,
    open=_open,
    follows=False,
)
