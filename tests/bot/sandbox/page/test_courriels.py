"""The letters of the mailbox, as the page shows them."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sandbox.ground import Ground
from tests.bot.sandbox.page.asking import PICTURE, deliver, letter, state


async def test_a_letter_is_shown_as_html_as_text_and_as_it_travelled(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    number = await deliver(ground, letter())
    start = f"/terrain/courriels/{number}"
    async with visitor.get(f"{start}/html") as shown:
        assert '<head><base target="_blank">' in await shown.text()
        assert "sandbox allow-popups" in shown.headers["Content-Security-Policy"]
        assert "allow-scripts" not in shown.headers["Content-Security-Policy"]
    async with visitor.get(f"{start}/texte") as shown:
        assert (shown.content_type, await shown.text()) == ("text/plain", "En texte.\n")
    async with visitor.get(f"{start}/source") as shown:
        assert shown.content_type == "text/plain"
        assert "Subject: [V-0001]" in await shown.text()
    async with visitor.get(f"{start}/image/p") as shown:
        assert (shown.content_type, await shown.read()) == ("image/jpeg", PICTURE)


@pytest.mark.parametrize("path", ["1/image/piege", "1/image/rien", "99/html", "99/texte"])
async def test_what_a_letter_does_not_show_is_not_found(
    ground: Ground, visitor: aiohttp.ClientSession, path: str
) -> None:
    await deliver(ground, letter())
    async with visitor.get(f"/terrain/courriels/{path}") as answer:
        assert answer.status == 404


async def test_a_digest_goes_to_the_comites_and_an_alert_to_the_services(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    await deliver(ground, letter())
    await deliver(ground, letter(digest=True))
    newest_first = (await state(visitor))["courriels"]
    assert [one["folder"] for one in newest_first] == ["comite", "services"]
