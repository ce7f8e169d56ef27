"""Golden letters and pages of two towns, quiet and busy, each audience: read aloud, then kept.

`DOREES=ecrire` before pytest writes them anew; what changed is then read aloud again.
"""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import async_playwright

from bot.domain.bord import Recul
from bot.domain.mois import periode
from bot.feature.page import Beside, PageVisit
from bot.rendering import render_html
from bot.web.pages.bord.page import PAGE
from digests import render, words
from digests.figes import as_read
from digests.render import Links
from storage.machine.db import Database, Tx
from storage.models import LienBord
from storage.programme import Programme
from storage.work import Work
from tests.chromium import needs_chromium
from tests.storage.indicateurs.annee import READ_ON, vecue

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
PAGES: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "mons": (
        {"lecteur": "elus"},
        {"lecteur": "bailleur", "bailleur": "sv-vilogia"},
    ),
    "amiens": (
        {"lecteur": "technique", "comite": "comite-technique"},
        {"lecteur": "commanditaire", "commanditaire": "cm-etat"},
    ),
}
"""Dashboards of the quarter that is over, by the words of their link."""
DRAWN: Final = re.compile(r"<(svg|select|details).*?</\1>", re.DOTALL)
FOLDER: Final = Path(__file__).with_name("dorees")
LINKS: Final = Links(
    "https://c.example.org/d", "https://c.example.org/l", "https://c.example.org/t"
)
NARROW: Final = 390
LARGEST: Final = 90_000
"""Bytes of a letter: Gmail cuts one at 102 kB."""


@dataclass(frozen=True, slots=True)
class Dorees:
    """By name: the text and the HTML of each letter of a town, the text of each page."""

    lettres: dict[str, tuple[str, str]]
    pages: dict[str, str]


@pytest.fixture(scope="module", params=LETTRES)
def dorees(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dorees:
    ville = request.param
    path = tmp_path_factory.mktemp("dorees") / "carnet.db"
    with closing(Database(f"sqlite:///{path}")) as base, vecue(base, ville) as (tx, programme):
        return Dorees(
            {
                f"{ville}_{label}_{slug}": lettre(tx, programme, label, slug)
                for label, slug in LETTRES[ville]
            },
            {f"{ville}_bord_{one['lecteur']}": bord(tx, programme, one) for one in PAGES[ville]},
        )


def lettre(tx: Tx, programme: Programme, label: str, slug: str) -> tuple[str, str]:
    when, comite = periode(label), programme.config.comite(slug)
    monday = when.bornes()[1] + timedelta(hours=7)
    read = as_read(Work(tx, programme, monday), comite, when)
    text = f"{words.subject(read)}\n\n{render.render_text(read, LINKS)}"
    return text, render.render_html(read, LINKS)


def bord(tx: Tx, programme: Programme, link: dict[str, str]) -> str:
    """What is read of a page, a line for each of its parts; drawings and choices left out."""
    row = LienBord(dispositif_id=programme.id, lettre=False, donne_le=READ_ON, **link)
    tx.add(row)
    tx.flush()
    asked = {"quand": Recul.FINI.value}
    visit = PageVisit(tx, {programme.id: programme}, READ_ON, row.id, "", {}, asked)
    shown = PAGE.shows(visit)
    assert isinstance(shown, Beside)
    whole = render_html(PAGE.template, adresse="/t/jeton", **shown.read(tx))
    main = DRAWN.sub("", whole.partition("<main")[2].partition("</main>")[0])
    lines = unescape(re.sub("<[^>]*>", "\n", main.partition(">")[2])).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


def test_each_letter_and_page_is_word_for_word_the_one_that_was_read_aloud(dorees: Dorees) -> None:
    texts = {name: text for name, (text, _page) in dorees.lettres.items()} | dorees.pages
    for name, text in texts.items():
        kept = FOLDER / f"{name}.txt"
        if os.environ.get("DOREES") == "ecrire":
            kept.write_text(text, encoding="utf-8")
        assert text == kept.read_text(encoding="utf-8"), f"{name}: DOREES=ecrire writes it anew"


@needs_chromium
async def test_no_letter_is_wider_than_a_phone_nor_cut_by_a_mailbox(
    dorees: Dorees, chromium: str
) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        page = await browser.new_page(viewport={"width": NARROW, "height": 844})
        for name, (_text, html) in dorees.lettres.items():
            assert len(html.encode()) <= LARGEST, name
            await page.set_content(html)
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= NARROW, name
        await browser.close()
