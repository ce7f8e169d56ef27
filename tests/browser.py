"""A fresh page in a real Chromium, for one visitor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import ConsoleMessage, Page, async_playwright

DESK = (1600, 1000)
TELEPHONE = (390, 844)


@asynccontextmanager
async def a_page(chromium: str, width: int, height: int, *, at: str) -> AsyncIterator[Page]:
    """The page at that address, of that size; none of its scripts may have complained."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Playwright looks into letters with scripts of its own, which their frames forbid.
        if message.type == "error" and not message.text.startswith("Blocked script execution"):
            complaints.append(message.text)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        visitor = await browser.new_context(
            base_url=at, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page = await visitor.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            await page.goto("/")
            yield page
        finally:
            await visitor.close()
            await browser.close()
    assert complaints == [], complaints
