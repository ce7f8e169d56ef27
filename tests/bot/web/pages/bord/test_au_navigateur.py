"""A dashboard in a browser: for everybody, on a phone, on paper, and asking nobody else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from unicodedata import normalize

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright
from pypdf import PdfReader

from bot.web.host import HOST
from storage.models import Alerte, Personne
from tests.bot.casework.terrain import COORDINATRICE, MEDIATRICE, SOIR, Terrain
from tests.bot.web.pages.bord.test_tableau import link, rue
from tests.bot.web.visitor import Visitor
from tests.chromium import needs_chromium
from tests.digests.scene import Scene, paris

__all__ = ["rue"]


@needs_chromium
async def test_no_page_of_a_reader_breaks_a_rule_of_access_nor_overflows_a_phone(
    rue: Terrain, visitor: Visitor, chromium: str
) -> None:
    own = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    with rue.tx() as tx:
        there = {"service": "sv-eclairage", "canal": "email", "adresse": "lampes@example.org"}
        tx.add(Alerte(signalement_id=1, etape="envoi", creee_le=SOIR, **there))
    paths = (visitor.link(1), own, f"{own}/difficultes", link(rue, visitor, "elus"))
    at = str(visitor.client.make_url("/"))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        # axe is a script of ours, which the policy of the pages forbids as any other.
        context = await browser.new_context(
            base_url=at, viewport={"width": 390, "height": 844}, bypass_csp=True
        )
        page = await context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in paths:
            await page.goto(path)
            found = await Axe().run(page)
            assert found.response["violations"] == [], path
            wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path
        printed = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True)))
        sheets = [sheet.extract_text() for sheet in printed.pages]
        assert len(sheets) > 1
        mention = "Diffusion : qui a reçu ce lien, personne d'autre. Des agrégats seulement."
        assert [mention in normalize("NFKC", sheet) for sheet in sheets] == [True] * len(sheets)
        assert [url for url in asked if not url.startswith(at)] == [], "nobody else learns of it"
        await context.close()
        await browser.close()


async def test_a_plan_has_a_ground_only_where_the_file_names_its_server(
    rue: Terrain, visitor: Visitor
) -> None:
    own = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    bare = await visitor.client.get(own)
    assert "<image" not in await bare.text()
    assert "img-src 'self';" in bare.headers["Content-Security-Policy"]

    rules = rue.programme.config.reglages.model_copy(
        update={"tuiles": "https://tuiles.example.org/{z}/{x}/{y}.png", "tuiles_mention": "IGN"}
    )
    config = rue.programme.config.model_copy(update={"reglages": rules})
    served = visitor.client.server.app[HOST].programmes  # type: ignore[attr-defined]
    served[rue.programme.id] = replace(rue.programme, config=config)
    drawn = await visitor.client.get(own)
    text = await drawn.text()
    assert "img-src 'self' https://tuiles.example.org;" in drawn.headers["Content-Security-Policy"]
    assert "Fond de carte : IGN" in text
    tiles = re.findall(r'href="https://tuiles.example.org/(\d+)/(\d+)/(\d+).png"', text)
    assert 1 < len(tiles) < 30
    # Amiens, from the definition of these numbers: 49.9 N, 2.26 E.
    (level,) = {int(one[0]) for one in tiles}
    assert str(int((2.257 + 180) / 360 * 2**level)) in {column for _level, column, _row in tiles}
    assert drawn.headers["Referrer-Policy"] == "no-referrer", "its address stays with us"


async def test_who_is_missing_is_told_over_the_weeks_of_the_letters_and_nowhere_finer(
    rue: Terrain, visitor: Visitor
) -> None:
    with rue.tx() as tx:
        met = Scene(tx, rue.programme, rue.people[MEDIATRICE])
        # The carnet is then as old as the twelve weeks that are read seven weeks later.
        tx.get_one(Personne, rue.people[MEDIATRICE]).charte_le = paris("2026-10-12 09:00")
        met.rencontres("2026-11-04 17:30", adultes=80)
    ouest = link(rue, visitor, "operationnel", comite="comite-operationnel-ouest")
    assert "Qui manque" not in (await visitor.get(ouest))[1], "a carnet of six weeks does not say"
    rue.clock.advance(timedelta(weeks=7))
    asked = ("", "?quand=an", "?ou=site.site-a")
    told = [
        (await visitor.get(f"{ouest}{query}"))[1].partition("Qui manque")[2] for query in asked
    ]
    assert "18-25 ans, 60 ans et plus." in told[0]
    assert told[1:] == ["", ""]
