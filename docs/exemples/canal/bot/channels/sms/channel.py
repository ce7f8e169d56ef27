"""SMS: the telephone of each service that gives one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.models import ServiceRow as Row


def _addresses(service: Service, _row: Row) -> Sequence[str]:
    return (service.telephone,) if service.telephone else ()


@asynccontextmanager
async def _open(wiring: Wiring, link: SignedPage) -> AsyncIterator[Transport]:
    # Every command reads CHANNEL: what is needed to send is only imported here.
    from bot.channels.sms.transport import SmsTransport

    yield SmsTransport(wiring.photos_dir.parent / "sms", link)


CHANNEL = Channel(
    kind="sms",
    label="SMS",
    origine="réponse par SMS",
    forme=Forme.COURRIER,
    addresses=_addresses,
    open=_open,
)
