"""E-mail: every mailbox, each letter with its own signed link."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.models import ServiceRow as Row


def _addresses(service: Service, _row: Row) -> Sequence[str]:
    return service.emails


@asynccontextmanager
async def _open(wiring: Wiring, link: SignedPage) -> AsyncIterator[Transport]:
    from bot.channels.email.transport import EmailTransport

    yield EmailTransport(
        wiring.smtp_url,
        wiring.mail_from,
        clock=wiring.clock,
        photos_dir=wiring.photos_dir,
        link=link,
    )


CHANNEL = Channel(
    kind="email",
    label="courriel",
    origine="lien du courriel",
    forme=Forme.COURRIER,
    usual=True,
    addresses=_addresses,
    open=_open,
)
