"""Until when the certificates of the pages and of the mail server are good, asked of both."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from bot.channels.email.server import SmtpServer, parse_smtp_url
from bot.clock import Clock
from bot.log import logger
from bot.rendering import render_line
from bot.surveillance.coup_d_oeil import CoupDOeil, SorteIncident
from bot.words import date_longue, pluriel

log = logger(__name__)

EVERY: Final = 6 * 3600.0
SOONER: Final = 1800.0
"""Seconds until it is asked again, of one that is wrong or does not answer."""
PATIENCE: Final = 15.0
SOON: Final = timedelta(days=14)
"""What is renewed by itself is so thirty days before its end."""
ENDS: Final = (
    "Le certificat de {{ hote }} expire le {{ le }}, dans {{ jours }}. Après, {{ suite }}. "
    "Renouvelez-le."
)
WRONG: Final = "Le certificat de {{ hote }} est refusé ({{ raison }}) : {{ suite }}. Remplacez-le."
SUITES: Final = {
    SorteIncident.PAGES: "aucun lien des courriels ne s'ouvre",
    SorteIncident.COURRIEL: "aucun courriel ne part",
}
Ask = Callable[[], Awaitable[datetime]]
"""When the certificate ends. Raises SSLCertVerificationError, OSError, TimeoutError."""


class Certificats:
    """`trust`: the authorities to believe, those of the machine if nobody says."""

    def __init__(
        self, public_url: str, smtp_url: str, clock: Clock, trust: ssl.SSLContext | None = None
    ) -> None:
        self._clock = clock
        self._asked = _asked(public_url, smtp_url, trust)
        self._known: list[CoupDOeil] = []
        self._next = 0.0

    async def regards(self) -> Sequence[CoupDOeil]:
        """What was seen last; asked again a few times a day, sooner when something is wrong."""
        if self._asked and time.monotonic() >= self._next:
            self._known = [
                await self._look(genre, host, ask) for genre, (host, ask) in self._asked.items()
            ]
            calm = all(one.mal is False for one in self._known)
            self._next = time.monotonic() + (EVERY if calm else SOONER)
        return self._known

    async def _look(self, genre: SorteIncident, host: str, ask: Ask) -> CoupDOeil:
        words = {"hote": host, "suite": SUITES[genre]}
        try:
            async with asyncio.timeout(PATIENCE):
                ends = await ask()
        except ssl.SSLCertVerificationError as error:
            return CoupDOeil(genre, True, render_line(WRONG, raison=error.verify_message, **words))
        except Exception as error:
            # Whoever does not answer is told elsewhere: links by the doctor, letters by `envois`.
            log.warning("certificate not seen", kind=str(genre), error=type(error).__name__)
            return CoupDOeil(genre, None)
        left = ends - self._clock.now()
        jours = pluriel(max(left.days, 0), "jour", "jours")
        texte = render_line(ENDS, le=date_longue(ends), jours=jours, **words)
        return CoupDOeil(genre, left < SOON, texte)


def _asked(
    public_url: str, smtp_url: str, trust: ssl.SSLContext | None
) -> dict[SorteIncident, tuple[str, Ask]]:
    """Those that there are: nothing is asked of what speaks in clear."""
    context = trust or ssl.create_default_context()
    asked: dict[SorteIncident, tuple[str, Ask]] = {}
    parts = urlsplit(public_url)
    if parts.scheme == "https" and parts.hostname:
        there = partial(_of_pages, parts.hostname, parts.port or 443, context)
        asked[SorteIncident.PAGES] = parts.hostname, there
    server = parse_smtp_url(smtp_url)
    if server.tls or server.starttls:
        asked[SorteIncident.COURRIEL] = server.host, partial(_of_mail, server, context)
    return asked


async def _of_pages(host: str, port: int, context: ssl.SSLContext) -> datetime:
    _reader, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname=host)
    try:
        return _end(writer.get_extra_info("peercert"))
    finally:
        writer.close()


async def _of_mail(server: SmtpServer, context: ssl.SSLContext) -> datetime:
    """Greeted as the channel would, without a name nor a letter."""
    from aiosmtplib import SMTP

    async with SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=server.starttls,
        tls_context=context,
        timeout=PATIENCE,
    ) as session:
        return _end(session.get_transport_info("peercert"))


def _end(certificate: Any) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
