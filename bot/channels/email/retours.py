"""Letters that came back: what a mailbox holds of them (IMAP), and what each says (RFC 3464)."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

SECONDS: Final = 30.0
MOST: Final = 50
"""Letters that are read at once: the others wait for the next look."""
BYTES: Final = 200_000
"""Of one letter: a notice says everything in its first lines."""
SEARCH: Final = ("UNSEEN", "HEADER", "Content-Type", "delivery-status")
PORTS: Final = {"imap": 143, "imaps": 993}


class RetourCourriel(NamedTuple):
    """One address that refused for ever: what was answered, and to which letter of ours."""

    adresse: str
    raison: str
    message_id: str


class RetoursIllisibles(Exception):
    """The mailbox could not be read this time; its words hold no secret of ours."""


def read(source: bytes) -> list[RetourCourriel]:
    """What a letter says of refusals that last: nothing for any other letter.

    A delay, or a full mailbox (4.x.x), is no refusal: whoever sent it goes on trying.
    """
    # Headers as they stand: the newer policy parses them, and a stranger's may break that.
    letter = message_from_bytes(source, policy=compat32)
    about = _original(letter)
    return [
        RetourCourriel(one["Final-Recipient"].rpartition(";")[2].strip(), _reason(one), about)
        for one in _recipients(letter)
        if about and one["Action"].lower() == "failed" and one["Status"].startswith("5")
    ]


def _recipients(letter: Message[Any, Any]) -> Iterator[dict[str, str]]:
    """Each recipient that the report tells of, with all the fields that it needs."""
    for part in letter.walk():
        blocks = part.get_payload() if part.get_content_type() == "message/delivery-status" else []
        for block in _messages(blocks):
            names = ("Final-Recipient", "Action", "Status", "Diagnostic-Code")
            yield {name: _header(block, name) for name in names}


def _original(letter: Message[Any, Any]) -> str:
    """The number of the letter that came back, in the part that quotes it."""
    for part in letter.walk():
        if part.get_content_type() == "message/rfc822":
            found = (_header(one, "Message-ID") for one in _messages(part.get_payload()))
            return next(found, "")
        quoted = part.get_payload(decode=True)
        if part.get_content_type() == "text/rfc822-headers" and isinstance(quoted, bytes):
            return _header(message_from_bytes(quoted, policy=compat32), "Message-ID")
    return ""


def _header(letter: Message[Any, Any], name: str) -> str:
    """On one line; « » without it."""
    return " ".join(str(letter.get(name, "")).split())


def _messages(payload: object) -> Iterator[Message[Any, Any]]:
    """Those of a part that holds some; none of a part that holds words."""
    held = payload if isinstance(payload, list) else []
    return (one for one in held if isinstance(one, Message))


def _reason(one: dict[str, str]) -> str:
    """« 5.1.1 » first: a server's own words do not always say it."""
    said = " ".join(one["Diagnostic-Code"].rpartition(";")[2].split())[:200]
    return said if one["Status"] in said else f"{one['Status']} {said}".strip()


class BoiteRetours:
    """A mailbox by its URL; only notices that were not read are fetched, and marked once used."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def fetch(self) -> dict[str, bytes]:
        """Notices that nobody read, by their number there. Raises RetoursIllisibles."""
        with self._opened() as box:
            found = _answered(box.uid("SEARCH", *SEARCH))[0] or b""
            numbers = found.decode("ascii").split()[:MOST]
            return {
                one: _body(box.uid("FETCH", one, f"(BODY.PEEK[]<0.{BYTES}>)")) for one in numbers
            }

    def done(self, numbers: list[str]) -> None:
        """These are not looked at again. Raises RetoursIllisibles."""
        if numbers:
            with self._opened() as box:
                _answered(box.uid("STORE", ",".join(numbers), "+FLAGS", r"(\Seen)"))

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        parts = self._parts
        kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        try:
            with kind(host, port, timeout=SECONDS) as box:
                box.login(unquote(parts.username or ""), unquote(parts.password or ""))
                _answered(box.select(unquote(parts.path.strip("/")) or "INBOX"))
                yield box
        except (imaplib.IMAP4.error, OSError) as error:
            raise RetoursIllisibles(f"{host} : {type(error).__name__}") from error


def _answered(answer: tuple[str, list[Any]]) -> list[Any]:
    """Raises IMAP4.error for a « NO »."""
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(state)
    return data


def _body(answer: tuple[str, list[Any]]) -> bytes:
    pieces = [one[1] for one in _answered(answer) if isinstance(one, tuple)]
    return pieces[0] if pieces else b""
