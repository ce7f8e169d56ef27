"""The practice ground's mailbox: an SMTP server of this machine that keeps what it is given."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.clock import Clock
from bot.sandbox.sim_routes import is_loopback

KEPT_COURRIELS = 300
LARGEST_COURRIEL = 25 * 1024 * 1024
CID = re.compile(r"""(["'(])cid:([^"')\s]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that came with a letter: a picture of its HTML, or an attachment."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Courriel:
    """A letter as a reader sees it.

    `to` are the envelope's recipients; `date` is when it came, on the practice clock (aware UTC);
    in `html`, « cid:x » became the relative address « image/x », whose file is in `images`.
    """

    id: int
    sender: str
    to: tuple[str, ...]
    subject: str
    date: datetime
    text: str
    html: str
    images: dict[str, Piece]
    attachments: tuple[Piece, ...]
    headers: tuple[tuple[str, str], ...]
    source: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, decoded; None when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Mailbox:
    """Every letter that came, oldest first; the oldest go beyond `KEPT_COURRIELS`.

    It runs on the caller's event loop and keeps everything in memory. `revision` moves with
    every change.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._kept: deque[Courriel] = deque(maxlen=KEPT_COURRIELS)
        self._server: asyncio.Server | None = None
        self._sessions: list[_Session] = []
        self.revision = 0
        self.url = ""
        self.closed: set[str] = set()
        """Addresses where nobody is any more: what is written to them is refused (550)."""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; returns « smtp://127.0.0.1:port ». ValueError for an address seen from afar."""
        if not is_loopback(host):
            raise ValueError(f"the mailbox only listens on this machine, not on {host}")
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, host, port)
        address, bound, *_ = self._server.sockets[0].getsockname()
        self.url = f"smtp://[{address}]:{bound}" if ":" in address else f"smtp://{address}:{bound}"
        return self.url

    async def stop(self) -> None:
        """Close the door and hang up on whoever is still speaking."""
        if self._server is None:
            return
        self._server.close()
        for session in self._sessions:
            session.hang_up()
        await self._server.wait_closed()
        self._server = None

    @property
    def messages(self) -> list[Courriel]:
        return list(self._kept)

    def find(self, number: int) -> Courriel:
        """The letter of that number; LookupError when it is not there (any more)."""
        for courriel in self._kept:
            if courriel.id == number:
                return courriel
        raise LookupError(f"no letter {number}")

    def clear(self) -> None:
        """Forget every letter; numbers go on, so that an old address never shows a new letter."""
        self._kept.clear()
        self.revision += 1

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Whether there is such a mailbox; the name and the answer are those of aiosmtpd."""
        if address in self.closed:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a letter; the name and the answer are those that aiosmtpd asks for."""
        source = envelope.content if isinstance(envelope.content, bytes) else b""
        recipients = tuple(str(address) for address in envelope.rcpt_tos)
        self._kept.append(_read(next(self._numbers), recipients, self._clock.now(), source))
        self.revision += 1
        return "250 OK"

    def _session(self) -> _Session:
        self._sessions = [session for session in self._sessions if session.transport is not None]
        session = _Session(self)
        self._sessions.append(session)
        return session


class _Session(SMTP):
    """One conversation with a sender."""

    def __init__(self, mailbox: Mailbox) -> None:
        # Without a given name, the machine's own would be asked of the network.
        super().__init__(
            mailbox, hostname="localhost", enable_SMTPUTF8=True, data_size_limit=LARGEST_COURRIEL
        )

    def hang_up(self) -> None:
        if self.transport is not None:
            self.transport.close()


def _read(number: int, to: tuple[str, ...], now: datetime, source: bytes) -> Courriel:
    letter = message_from_bytes(source, policy=default)
    headers = tuple((name, str(value)) for name, value in letter.items())
    return Courriel(
        id=number,
        sender=str(letter.get("From", "")),
        to=to,
        subject=str(letter.get("Subject", "")),
        date=now,
        text=_words(letter, "plain"),
        html=CID.sub(r"\1image/\2", _words(letter, "html")),
        images=_images(letter),
        attachments=tuple(_piece(part) for part in letter.iter_attachments()),
        headers=headers,
        source=source,
    )


def _words(letter: EmailMessage, kind: str) -> str:
    """The body of that kind, empty when the letter has none."""
    body = letter.get_body((kind,))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")


def _images(letter: EmailMessage) -> dict[str, Piece]:
    named = ((part["Content-ID"], part) for part in letter.walk())
    return {str(cid).strip("<> "): _piece(part) for cid, part in named if cid}


def _piece(part: EmailMessage) -> Piece:
    data = part.get_payload(decode=True)
    return Piece(
        part.get_filename("sans nom"),
        part.get_content_type(),
        data if isinstance(data, bytes) else b"",
    )
