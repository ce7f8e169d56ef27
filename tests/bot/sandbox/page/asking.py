"""What a visitor asks of the page's routes, and a letter to show there."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiosmtplib import send

from bot.sandbox.ground import Ground

PICTURE = b"\xff\xd8\xff picture"


async def state(visitor: aiohttp.ClientSession) -> dict[str, Any]:
    async with visitor.get("/terrain/etat") as answer:
        assert answer.status == 200
        found: dict[str, Any] = await answer.json()
        return found


async def post(visitor: aiohttp.ClientSession, path: str, body: Any = None) -> tuple[int, Any]:
    async with visitor.post(f"/terrain/{path}", json=body or {}) as answer:
        return answer.status, await answer.json()


def seat(found: dict[str, Any], key: str) -> dict[str, Any]:
    (one,) = (seat for seat in found["seats"] if seat["key"] == key)
    return dict(one)


def letter(html: str = "", *, digest: bool = False) -> EmailMessage:
    """An alert with a picture and a piece that only claims to be one, or a digest."""
    made = EmailMessage()
    made["From"], made["To"] = "carnet@example.org", "eclairage@example.org"
    made["Subject"] = "[V-0001]"
    if digest:
        made["List-Unsubscribe"] = "<https://carnet.example.org/x>"
    made.set_content("En texte.")
    shown = html or '<html><head></head><img src="cid:p"></html>'
    made.add_alternative(shown, subtype="html")
    page = made.get_payload(1)
    assert isinstance(page, EmailMessage)
    page.add_related(PICTURE, "image", "jpeg", cid="<p>")
    page.add_related(b"alert(1)", "text", "html", cid="<piege>")
    return made


async def deliver(ground: Ground, made: EmailMessage) -> int:
    """Post a letter; the number it got."""
    await send(made, hostname="127.0.0.1", port=urlsplit(ground.smtp_url).port, timeout=5)
    return ground.mailbox.messages[-1].id
