"""E-mail, open: one connection, one letter, one word of the contract for each failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPResponseException,
)

from bot.channels.email.message import compose, domain_of
from bot.channels.email.server import parse_smtp_url
from bot.clock import Clock
from bot.delivery.contract import (
    Away,
    DeliveryFailure,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    SignedPage,
    Unreachable,
    Unsure,
)
from bot.log import logger

TIMEOUT_SECONDS = 30.0
PARTING_SECONDS = 2.0
OVER_STORAGE = 552
log = logger(__name__)


class EmailTransport:
    """Sends what the outbox holds for mailboxes through one SMTP server.

    `link(subject)` gives the signed page of what a letter is about (« alerte:12 »).
    """

    def __init__(
        self,
        smtp_url: str,
        mail_from: str,
        *,
        clock: Clock,
        photos_dir: Path,
        link: SignedPage,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._server = parse_smtp_url(smtp_url)
        self._mail_from = mail_from
        self._clock = clock
        self._photos_dir = photos_dir
        self._link = link
        self._timeout = timeout

    async def send(self, parcel: Parcel) -> Receipt:
        """Return once the server has answered 250. Raises DeliveryFailure."""
        letter = await asyncio.to_thread(self._compose, parcel)
        async with self._connection() as server:
            try:
                await self._deliver(server, parcel.address, letter.as_bytes())
            except TooHeavy:
                if not parcel.content.get("inline"):
                    raise
                # The page has the photos: the alert is what must arrive.
                log.warning("letter too heavy: sent without its photos", outbox=parcel.id)
                bare = replace(parcel, content={**parcel.content, "inline": []})
                without = await asyncio.to_thread(self._compose, bare)
                await self._deliver(server, parcel.address, without.as_bytes())
        return Receipt()

    async def _deliver(self, server: SMTP, address: str, letter: bytes) -> None:
        most = server.esmtp_extensions.get("size", "")
        if most.isdecimal() and 0 < int(most) < len(letter):
            raise TooHeavy(f"{len(letter)} bytes, the server takes {most}")
        await self._address(server, address)
        await self._hand_over(server, letter)

    def _compose(self, parcel: Parcel) -> EmailMessage:
        try:
            return compose(
                parcel,
                mail_from=self._mail_from,
                now=self._clock.now(),
                photos_dir=self._photos_dir,
                link=self._link,
            )
        except (ValueError, KeyError) as error:
            raise Refused(f"this content makes no letter: {error!r}") from error

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[SMTP]:
        server = SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.user,
            password=self._server.password,
            use_tls=self._server.tls,
            start_tls=self._server.starttls,
            timeout=self._timeout,
            local_hostname=domain_of(self._mail_from),
        )
        try:
            await server.connect()
        except (SMTPException, OSError) as error:
            raise Away(f"no connection to {self._server!r}: {_words(error)}") from error
        try:
            yield server
            # The letter is accepted by now: how the parting goes changes nothing.
            with suppress(SMTPException, OSError):
                await server.quit(timeout=PARTING_SECONDS)
        finally:
            server.close()

    async def _address(self, server: SMTP, address: str) -> None:
        try:
            await server.mail(parseaddr(self._mail_from)[1])
        except (SMTPException, OSError) as error:
            raise _judged(error, Refused) from error
        try:
            await server.rcpt(address)
        except (SMTPException, OSError) as error:
            raise _judged(error, Unreachable) from error
        except UnicodeError as error:
            raise Unreachable(f"not an address that SMTP can carry: {error}") from error

    async def _hand_over(self, server: SMTP, letter: bytes) -> None:
        try:
            await server.data(letter)
        except SMTPResponseException as error:
            if _is_too_heavy(error):
                raise TooHeavy(_words(error)) from error
            raise _judged(error, Refused) from error
        except (SMTPException, OSError) as error:
            raise Unsure(f"the answer to the letter was lost: {_words(error)}") from error


class TooHeavy(Refused):
    """The server takes no letter of that weight."""


def _is_too_heavy(error: SMTPResponseException) -> bool:
    """5.2.3 and 5.3.4 say so whatever the code; 552 too, unless a mailbox is full."""
    said = f"{error.code} {error.message}"
    heavy = any(code in said for code in ("5.3.4", "5.2.3"))
    return heavy or (error.code == OVER_STORAGE and "5.2.2" not in said)


def _judged(error: Exception, permanent: type[DeliveryFailure]) -> DeliveryFailure:
    """5xx is for ever, and `permanent` says for whom; everything else is worth another try."""
    if isinstance(error, SMTPResponseException) and error.code >= 500:
        return permanent(_words(error))
    return RetryLater(_words(error))


def _words(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}"
    return f"{type(error).__name__} {error}"
