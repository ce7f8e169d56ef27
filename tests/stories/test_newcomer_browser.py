"""What a newcomer does with the practice ground's page, in a real browser, with the real program.

`PICTURE=docs/images/terrain.png` in the environment takes the README's picture on the way.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.clock import paris
from bot.domain.departs import REPENTIR
from tests.browser import DESK, a_page
from tests.chromium import needs_chromium

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60
PATIENCE_MS = 15_000
ECLAIRAGE = "eclairage@amiens.example.org"
COMITE = "chef-projet-ouest@amiens.example.org"

FETCHED_SECONDS = 4.0


@asynccontextmanager
async def the_program(folder: Path) -> AsyncIterator[str]:
    """`carnet run` without a token, in an empty folder; the address that it prints."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("CARNET_")}
    environment = kept | {"CARNET_HTTP_PORT": "0", "PYTHONPATH": str(ROOT)}
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-u", "-m", "bot", "run"), cwd=folder, env=environment, stdout=PIPE
    )
    try:
        yield await asyncio.wait_for(_address(program), READY_SECONDS)
    finally:
        program.terminate()
        await program.communicate()


async def _address(program: Process) -> str:
    assert program.stdout is not None
    async for line in program.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line.decode())
        if found:
            return found[0]
    raise AssertionError("the program ended without an address")


class Newcomer:
    """Somebody in front of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.mails = page.locator("#courriels")

    def phone(self, key: str) -> Locator:
        return self.page.locator(f"#{key}")

    async def press(self, key: str, label: str) -> None:
        """The newest button of that phone whose label begins so."""
        named = re.compile(rf"^(✔️ )?{re.escape(label)}")
        await self.phone(key).get_by_role("button", name=named).last.click()

    async def reads(self, key: str, words: str) -> None:
        """In the newest message of that phone, sooner or later."""
        newest = self.phone(key).locator(".row").last
        await expect(newest).to_contain_text(words)

    async def is_told(self, key: str, words: str) -> None:
        """Anywhere in that phone, sooner or later."""
        await expect(self.phone(key).locator(".log")).to_contain_text(words)

    async def waits_until(self, hour: int, minute: int) -> None:
        """The ground's clock moved on to that hour of the same day."""
        state = await (await self.page.request.get("/terrain/etat")).json()
        now = paris(datetime.fromisoformat(state["clock"]))
        await self.lets_pass(
            (now.replace(hour=hour, minute=minute, second=1) - now).total_seconds()
        )

    async def lets_pass(self, seconds: float) -> None:
        moved = await self.page.request.post("/terrain/horloge", data={"avance": seconds})
        assert moved.ok, await moved.text()

    async def opens_letter(self, to: str, subject: str) -> None:
        line = self.mails.get_by_role("button").filter(has_text=to).filter(has_text=subject)
        await line.first.click()
        await expect(self.mails.locator(".letter")).to_be_visible()

    async def answers_page(self, choice: str) -> None:
        """The signed link of the letter on screen, in a tab of its own; a choice; back."""
        letter = self.mails.frame_locator("iframe")
        async with self.page.expect_popup() as opening:
            await letter.locator('a[href*="/s/"]').first.click()
        tab = await opening.value
        await tab.get_by_label(choice, exact=True).check()
        await tab.get_by_role("button", name="Valider ma réponse").click()
        await expect(tab.get_by_role("status")).to_contain_text("C'est noté")
        await tab.close()


async def starts_a_presence(visitor: Newcomer) -> None:
    await visitor.waits_until(17, 4)
    await visitor.press("mediatrice", "▶️ Présence")
    await visitor.reads("mediatrice", "Vous démarrez ?")
    await visitor.press("mediatrice", "✅ Démarrer")
    await visitor.is_told("mediatrice", "17 h 04, en binôme")
    await visitor.is_told("mediateur", "Site A : votre binôme a démarré la présence")


async def counts_people(visitor: Newcomer) -> None:
    """By taps, then in one typed line: 14 in all."""
    await visitor.waits_until(17, 40)
    await visitor.press("mediatrice", "👥 Rencontres")
    for total, label in enumerate(("12-17 ans", "12-17 ans", "26-59 ans"), start=1):
        await visitor.press("mediatrice", label)
        await visitor.reads("mediatrice", f"Total : {total}")
    await visitor.press("mediatrice", "✅ Fini")
    await visitor.press("mediatrice", "⏭ Passer")
    await visitor.waits_until(18, 30)
    field = visitor.phone("mediatrice").get_by_placeholder("Message")
    await field.fill("8 ados 3 adultes")
    await field.press("Enter")
    await visitor.reads("mediatrice", "= 11")
    await visitor.press("mediatrice", "✅ Enregistrer")
    await visitor.press("mediatrice", "⏭ Passer")
    await visitor.is_told("mediatrice", "Depuis le début de la présence : 14")


async def reports_a_dead_lamp(visitor: Newcomer) -> None:
    """A photo and three taps."""
    await visitor.waits_until(19, 10)
    await visitor.phone("mediatrice").get_by_label("Joindre").click()
    await visitor.press("mediatrice", "📷 Photo d'un lampadaire")
    await visitor.press("mediatrice", "Éclairage")
    await visitor.press("mediatrice", "📌 Site A")
    await visitor.press("mediatrice", "✅ Envoyer")
    await visitor.is_told("mediatrice", "envoyé au service Éclairage public")


async def reads_the_alert(visitor: Newcomer) -> None:
    """In the group and in the mailbox, with the picture, once it can be taken back no more."""
    # The picture is fetched in real seconds, that a clock which jumps does not wait for.
    await asyncio.sleep(FETCHED_SECONDS)
    await visitor.lets_pass(REPENTIR.total_seconds() + 2)
    await visitor.is_told("eclairage", "V-0001")
    await expect(visitor.phone("eclairage").locator(".photo")).to_be_visible()
    await visitor.opens_letter(ECLAIRAGE, "V-0001")
    picture = visitor.mails.frame_locator("iframe").locator('img[src*="image/"]').first
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.naturalWidth") > 0


async def answers_for_the_service(visitor: Newcomer) -> None:
    """From the letter's signed page; the mediators follow, and check on the spot."""
    await visitor.answers_page("Bien reçu")
    await visitor.is_told("mediatrice", "V-0001 : bien reçu par Éclairage public")
    await visitor.answers_page("Traité")
    await visitor.is_told("mediatrice", "Vous passez vérifier ?")
    await visitor.press("mediatrice", "✅ Réparé")
    await visitor.is_told("mediatrice", "clos")


async def ends_the_presence(visitor: Newcomer) -> None:
    await visitor.waits_until(20, 52)
    pin = visitor.phone("mediatrice").locator(".pin")
    await expect(pin).to_contain_text("👥 14 rencontres")
    await visitor.press("mediatrice", "▶️ Présence")
    await visitor.reads("mediatrice", "En cours")
    await visitor.press("mediatrice", "⏹ Terminer")
    await visitor.reads("mediatrice", "(3 h 48 : 0 h 56 en journée, 2 h 52 en soirée)")
    await visitor.press("mediatrice", "🙂 4")
    await visitor.press("mediatrice", "Moyenne")
    await visitor.is_told("mediatrice", "Fréquentation : moyenne.")
    await expect(pin).to_be_hidden()


async def reads_the_point_hebdo(visitor: Newcomer) -> None:
    """Monday 08:00: the same figures, in HTML and in plain text."""
    await visitor.page.get_by_role("button", name="lundi 8 h").click()
    await visitor.mails.get_by_role("button", name="Comités").click()
    await visitor.opens_letter(COMITE, "Semaine 47")
    page = visitor.mails.frame_locator("iframe").locator("body")
    for figure in ("3 h 48", "0 h 56", "2 h 52", "14"):
        await expect(page).to_contain_text(figure)
    await visitor.mails.get_by_role("button", name="texte").click()
    for figure in ("3 h 48", "0 h 56", "2 h 52", "14"):
        await expect(visitor.mails.locator(".plain")).to_contain_text(figure)


async def starts_again(visitor: Newcomer) -> None:
    """All is erased, the clock is back, and the phones are of the team again."""
    await visitor.page.get_by_role("button", name="effacer et recommencer").click()
    dialog = visitor.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Effacer et recommencer").click()
    await expect(visitor.page.locator("#hour")).to_have_text(re.compile("16 h 5[5-9]"))
    await visitor.is_told("mediatrice", "Vous faites partie de l'équipe")
    await expect(visitor.phone("mediatrice").locator(".log")).not_to_contain_text("V-0001")
    await expect(visitor.mails.locator(".line")).to_have_count(0)


async def take_the_picture(page: Page) -> None:
    if target := os.environ.get("PICTURE"):
        await page.screenshot(path=ROOT / target)


@pytest.mark.browser
@needs_chromium
async def test_a_newcomer_goes_from_the_first_tap_to_the_point_hebdo(
    tmp_path: Path, chromium: str
) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    async with the_program(tmp_path) as address, a_page(chromium, *DESK, at=address) as page:
        page.set_default_timeout(PATIENCE_MS)
        visitor = Newcomer(page)
        await starts_a_presence(visitor)
        await counts_people(visitor)
        await reports_a_dead_lamp(visitor)
        await reads_the_alert(visitor)
        await take_the_picture(page)
        await answers_for_the_service(visitor)
        await ends_the_presence(visitor)
        await reads_the_point_hebdo(visitor)
        await starts_again(visitor)
        assert await page.title() == "Terrain d'entraînement · Carnet de rue"
