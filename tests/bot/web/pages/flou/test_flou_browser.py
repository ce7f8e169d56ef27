"""The photo touched in a real browser, with and without script: the square is where it was."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, async_playwright

from tests.bot.web.pages.flou.test_flou_page import page
from tests.bot.web.visitor import Visitor
from tests.browser import TELEPHONE
from tests.chromium import needs_chromium

__all__ = ["page"]
WIDE = (1400, 900)


async def at(tab: Page, x: float, y: float) -> tuple[float, float]:
    """A point of the photo that is shown, in fractions of its width and height."""
    box = await tab.locator("input.touch:visible").bounding_box()
    assert box is not None
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("size", [WIDE, TELEPHONE], ids=["wide", "telephone"])
async def test_a_touch_hides_what_is_under_it(
    visitor: Visitor, page: str, chromium: str, size: tuple[int, int]
) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        for script in (True, False):
            context = await browser.new_context(
                base_url=str(visitor.client.make_url("/")),
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=script,
            )
            tab = await context.new_page()
            await tab.goto(page)
            await tab.mouse.click(*await at(tab, 0.5, 0.5))
            await tab.wait_for_url("**dit=**")
            (left, top, side, _) = map(int, re.findall(r"\d+", tab.url.rpartition("-")[2]))
            assert abs(left + side / 2 - 500) < 5
            assert abs(top + side / 2 - 375) < 5, "in thousandths of the width of a 4 by 3 photo"
            if script:
                await tab.mouse.move(*await at(tab, 0.1, 0.1))
                await tab.mouse.down()
                await tab.mouse.move(*await at(tab, 0.4, 0.2))
                await tab.mouse.up()
                await tab.wait_for_url(re.compile("dit=.*_"))
                drawn = list(map(int, tab.url.rpartition("_")[2].split(".")))
                assert [round(one, -1) for one in drawn] in (
                    [100, 70, 300, 80],
                    [100, 80, 300, 80],
                )
            await context.close()
        await browser.close()
