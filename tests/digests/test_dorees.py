"""Golden letters of two towns, quiet and busy, for each audience: read aloud once, then kept.

`DOREES=ecrire` before pytest writes them anew; what changed is then read aloud again.
"""

from __future__ import annotations

import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import async_playwright

from bot.domain.mois import periode
from digests import render, words
from digests.figes import as_read
from digests.render import Links
from storage.machine.db import Database
from storage.work import Work
from tests.chromium import needs_chromium
from tests.storage.indicateurs.annee import vecue

LETTRES: Final = {
    "mons": (
        ("2026-W38", "comite-suivi"),
        ("2026-W33", "cellule-veille"),
        ("2026-09", "commanditaires"),
    ),
    "amiens": (
        ("2026-W38", "comite-operationnel-ouest"),
        ("2026-W33", "comite-operationnel-sud-est"),
        ("2026-09", "comite-technique"),
        ("2026-08", "clspd"),
    ),
}
"""A busy week, one without anybody, and months: as each of these readers has them."""
FOLDER: Final = Path(__file__).with_name("dorees")
LINKS: Final = Links(
    "https://c.example.org/d", "https://c.example.org/l", "https://c.example.org/t"
)
NARROW: Final = 390
LARGEST: Final = 90_000
"""Bytes of a letter: Gmail cuts one at 102 kB."""


@pytest.fixture(scope="module", params=LETTRES)
def lettres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, str]]:
    """By name, the text and the page of each golden letter of a town."""
    ville = request.param
    path = tmp_path_factory.mktemp("dorees") / "carnet.db"
    found = {}
    with closing(Database(f"sqlite:///{path}")) as base, vecue(base, ville) as (tx, programme):
        for label, slug in LETTRES[ville]:
            when, comite = periode(label), programme.config.comite(slug)
            monday = when.bornes()[1] + timedelta(hours=7)
            read = as_read(Work(tx, programme, monday), comite, when)
            text = f"{words.subject(read)}\n\n{render.render_text(read, LINKS)}"
            found[f"{ville}_{label}_{slug}"] = text, render.render_html(read, LINKS)
    return found


def test_each_letter_is_word_for_word_the_one_that_was_read_aloud(
    lettres: dict[str, tuple[str, str]],
) -> None:
    for name, (text, _page) in lettres.items():
        kept = FOLDER / f"{name}.txt"
        if os.environ.get("DOREES") == "ecrire":
            kept.write_text(text, encoding="utf-8")
        assert text == kept.read_text(encoding="utf-8"), f"{name}: DOREES=ecrire writes it anew"


@needs_chromium
async def test_no_letter_is_wider_than_a_phone_nor_cut_by_a_mailbox(
    lettres: dict[str, tuple[str, str]], chromium: str
) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        page = await browser.new_page(viewport={"width": NARROW, "height": 844})
        for name, (_text, html) in lettres.items():
            assert len(html.encode()) <= LARGEST, name
            await page.set_content(html)
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= NARROW, name
        await browser.close()
