"""Webhook: each service that gives the address of its program, and names what signs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.models import ServiceRow as Row


def _addresses(service: Service, _row: Row) -> Sequence[str]:
    return (service.webhook.url,) if service.webhook else ()


@asynccontextmanager
async def _open(wiring: Wiring, link: SignedPage) -> AsyncIterator[Transport]:
    from bot.channels.webhook.transport import WebhookTransport
    from bot.delivery.outside import outside

    hooks = wiring.programs(lambda service: service.webhook)
    async with outside(inside=wiring.inside) as door:
        yield WebhookTransport(door, hooks, wiring.secrets, clock=wiring.clock, link=link)


CHANNEL = Channel(
    kind="webhook",
    label="webhook",
    origine="page ouverte depuis son logiciel",
    forme=Forme.DONNEES,
    addresses=_addresses,
    open=_open,
)
