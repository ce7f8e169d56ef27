"""A parcel as a letter: plain text and HTML, photos inside, and headers that no robot answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any, Final, cast

from bot.delivery.contract import Parcel, SignedPage
from bot.domain.signes import sans_pieges
from bot.signing import addresses, linked

PHOTOS_MAX: Final = 3_500_000
"""Bytes of all the photos of a letter: written as text they grow by a third, to less than 5 MB."""


def compose(
    parcel: Parcel, *, mail_from: str, now: datetime, photos_dir: Path, link: SignedPage
) -> EmailMessage:
    """`parcel` as a letter, each page of `link` where its content says.

    Raises ValueError on a bad header.
    """
    content = _linked(parcel.content, addresses(parcel.content, parcel.subject, link))
    letter = EmailMessage(policy=SMTP)
    for name, value in _headers(parcel, content, mail_from, now).items():
        letter[name] = value
    letter.set_content(content["text"], cte="quoted-printable")
    if content.get("html"):
        letter.add_alternative(content["html"], subtype="html", cte="quoted-printable")
        _illustrate(letter, content.get("inline", ()), photos_dir)
    return letter


def message_id(key: str, mail_from: str) -> str:
    """Always the same for one outbox key, so that a repeat is recognised as the same letter."""
    local = re.sub(r"[^A-Za-z0-9._-]+", ".", key)
    return f"<{local}@{domain_of(mail_from)}>"


def domain_of(mail_from: str) -> str:
    """« example.org » for « Carnet de rue <carnet@example.org> »."""
    return Address(addr_spec=parseaddr(mail_from)[1]).domain


def _headers(
    parcel: Parcel, content: dict[str, Any], mail_from: str, now: datetime
) -> dict[str, str]:
    headers = {
        "From": mail_from,
        "To": parcel.address,
        "Subject": content["subject"],
        "Date": format_datetime(now),
        "Message-ID": content.get("message_id") or message_id(parcel.key, mail_from),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "fr",
    }
    if content.get("reply_to"):
        headers["Reply-To"] = content["reply_to"]
    if content.get("follows"):
        headers["References"] = message_id(content["follows"], mail_from)
        headers["In-Reply-To"] = headers["References"]
    own: dict[str, str] = content.get("headers", {})
    # Whatever wrote it, no mark that turns text round or hides in it reaches a header.
    return {name: sans_pieges(value) for name, value in (headers | own).items()}


def _linked(content: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """What stands for a page gives way to its address; nothing typed is ever taken for it."""
    headers = content.get("headers", {})
    return content | {
        "text": linked(content["text"], known),
        "html": linked(content.get("html", ""), known),
        "headers": {name: linked(value, known) for name, value in headers.items()},
    }


def _illustrate(letter: EmailMessage, inline: list[list[str]], photos_dir: Path) -> None:
    page = cast("EmailMessage", letter.get_payload(1))
    for cid, data in _light_enough(inline, photos_dir).items():
        page.add_related(
            data, "image", "jpeg", cid=f"<{cid}>", filename=f"{cid}.jpg", disposition="inline"
        )


def _light_enough(inline: list[list[str]], photos_dir: Path) -> dict[str, bytes]:
    """The photos by their cid, made smaller when all of them are too heavy for one letter.

    One purged since then must not keep the alert from leaving: its alt text remains.
    """
    found = {
        cid: (photos_dir / name).read_bytes()
        for cid, name in inline
        if (photos_dir / name).is_file()
    }
    if sum(map(len, found.values())) <= PHOTOS_MAX:
        return found
    # What opens pictures comes with the first letter that needs it.
    from storage import images

    return {cid: images.lighter(data, PHOTOS_MAX // len(found)) for cid, data in found.items()}
