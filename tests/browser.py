"""A real Chromium for tests: where it is, and a fresh page in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright

CHROMIUM = shutil.which("chromium")
DESK = (1600, 1000)
TELEPHONE = (390, 844)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@asynccontextmanager
async def a_page(width: int, height: int, *, at: str) -> AsyncIterator[Page]:
    """The page at that address, of that size; none of its scripts may have complained."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Playwright looks into letters with scripts of its own, which their frames forbid.
        if message.type == "error" and not message.text.startswith("Blocked script execution"):
            complaints.append(message.text)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(
            base_url=at, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            await page.goto("/")
            yield page
        finally:
            await browser.close()
    assert complaints == [], complaints
