"""Certificates are asked of real servers: well, soon over, over, or of somebody unknown."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.surveillance.certificats import Certificats
from bot.surveillance.coup_d_oeil import CoupDOeil, SorteIncident
from tests.bot.channels.telegram.wires import LOOPBACK, wire

END = datetime(2126, 11, 5, 22, 6, 26, tzinfo=UTC)
"""Of the certificate of the tests."""
TRUSTED = ssl.create_default_context(cafile=str(LOOPBACK))


async def hung_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says hello, then yes to everything."""
    writer.write(b"220 essai\r\n")
    while line := await reader.readline():
        writer.write(b"221 fin\r\n" if line.startswith(b"QUIT") else b"250 oui\r\n")


async def seen(
    pages: str, mail: str, now: datetime, trust: ssl.SSLContext | None = TRUSTED
) -> Sequence[CoupDOeil]:
    mail = mail.replace("https://", "smtps://")
    return await Certificats(pages, mail, MovableClock(now, frozen=True), trust).regards()


@pytest.mark.parametrize(("days", "mal"), [(20, False), (9, True)])
async def test_both_are_seen_as_they_come_to_their_end(days: int, mal: bool) -> None:
    async with wire(hung_up, tls=True) as pages, wire(smtp, tls=True) as mail:
        found = await seen(pages, mail, END - timedelta(days=days, hours=1))
    assert [(one.genre, one.mal) for one in found] == [
        (SorteIncident.PAGES, mal),
        (SorteIncident.COURRIEL, mal),
    ]
    assert f"expire le 5 novembre 2126, dans {days} jours" in found[0].texte
    assert "aucun courriel ne part" in found[1].texte


async def test_what_nobody_vouches_for_is_wrong_at_once() -> None:
    async with wire(hung_up, tls=True) as pages:
        (found,) = await seen(pages, "smtp://127.0.0.1:25", END, trust=None)
    assert found.mal
    assert found.texte.startswith("Le certificat de 127.0.0.1 est refusé (self")


async def test_who_does_not_answer_says_nothing_and_what_is_in_clear_is_not_asked() -> None:
    (found,) = await seen("https://127.0.0.1:9", "smtp://127.0.0.1:25", END)
    assert (found.genre, found.mal) == (SorteIncident.PAGES, None)
    assert await seen("http://127.0.0.1:9", "smtp://127.0.0.1:25", END) == []
