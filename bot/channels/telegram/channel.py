"""Telegram: the team's own threads, and a service's group where it registered one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.channels.telegram.pace import TelegramPace, is_group
from bot.delivery.contract import Channel, Forme, SignedPage, Transport
from bot.delivery.threads import Thread
from bot.wiring import Wiring
from storage.dispositif import Service
from storage.models import ServiceRow as Row


def _addresses(service: Service, row: Row) -> Sequence[str]:
    """The topic that the file gives, else the one where it registered."""
    group, topic = row.groupe_telegram, service.sujet or row.sujet_telegram
    return (Thread(group, topic).address,) if group else ()


def _person(address: str) -> int | None:
    return None if is_group(address) else int(address)


@asynccontextmanager
async def _open(wiring: Wiring, link: SignedPage) -> AsyncIterator[Transport]:
    from bot.channels.telegram.backend import make_bot
    from bot.channels.telegram.transport import TelegramTransport

    bot = make_bot(wiring.api_url, wiring.token)
    await bot.requests.open()
    try:
        yield TelegramTransport(bot, wiring.photos_dir, link, strict=wiring.strict)
    finally:
        await bot.requests.close()


CHANNEL = Channel(
    kind="telegram",
    label="Telegram",
    origine="groupe Telegram",
    forme=Forme.FIL,
    usual=True,
    addresses=_addresses,
    person=_person,
    open=_open,
    slots=64,
    pace=TelegramPace,
)
