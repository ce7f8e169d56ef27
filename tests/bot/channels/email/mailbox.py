"""A real SMTP server on the loopback, told how to behave at each step."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """`rcpt` and `data` are what the server answers; « cut » hangs up instead, « slow » waits."""

    mail: str = "250 OK"
    rcpt: str = "250 OK"
    data: str = "250 OK"
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    servers: list[SMTP] = field(default_factory=list)
    port: int = 0
    heaviest: int | None = None
    """Bytes that it takes: beyond, it answers `too_heavy` once it has read the whole letter."""
    too_heavy: str = "552 5.3.4 Message too big"
    says_so: bool = False
    """Whether its greeting tells how many (SIZE)."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, self.mail)

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer(server, self.rcpt)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if self.heaviest is not None and len(content) > self.heaviest:
            return self.too_heavy
        if not self.data.startswith(("4", "5")):
            letter = message_from_bytes(content, policy=default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.envelopes.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
        return await self._answer(server, self.data)

    async def _answer(self, server: SMTP, said: str) -> str:
        if said == "cut" and server.transport:
            server.transport.close()
        if said == "slow":
            await asyncio.sleep(1)
            return "250 OK"
        return said


@asynccontextmanager
async def opened(mailbox: Mailbox) -> AsyncIterator[Mailbox]:
    def protocol() -> SMTP:
        most = mailbox.heaviest if mailbox.says_so else None
        made = SMTP(mailbox, hostname="mailbox.example.org", data_size_limit=most)
        mailbox.servers.append(made)
        return made

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        for one in mailbox.servers:
            if one.transport:
                one.transport.close()
        await server.wait_closed()
        await asyncio.sleep(0)
