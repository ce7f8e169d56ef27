"""The page in a real browser: what is shown, how it is reached without a mouse, how it reads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
from playwright.async_api import Locator, Page, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup

from bot.sandbox.ground import Ground
from tests.bot.sandbox.page.asking import deliver, letter
from tests.browser import DESK, TELEPHONE, a_page
from tests.chromium import needs_chromium

pytestmark = [pytest.mark.browser, needs_chromium]

MENU: Final = ReplyKeyboardMarkup([["▶️ Présence", "👥 Rencontres"], ["🔧 Signalement"]])
KEYS: Final = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Oui", callback_data="oui")],
        [InlineKeyboardButton("Carte", url="http://127.0.0.1:1/carte")],
    ]
)

HOSTILE: Final = """<b>En HTML</b><script>document.body.textContent = "pris"</script>"""

# The contrast of every text in sight with what is painted behind it, by the formula of WCAG 2.
CONTRASTS: Final = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => c / 255).map(
      (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!/[\\p{L}\\d]/u.test(text) || !element.checkVisibility()) continue;
    const pair = [parse(getComputedStyle(element).color), behind(element)].map(light);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${text}`);
  }
  return poor;
}"""


@pytest.fixture
async def page(ground: Ground, chromium: str) -> AsyncIterator[Page]:
    async with a_page(chromium, *DESK, at=ground.url) as shown:
        yield shown


async def says(client: Bot, ground: Ground, text: str, markup: Any = None) -> Message:
    chat = ground.seats["mediatrice"].chat_id
    return await client.send_message(chat, text, parse_mode="HTML", reply_markup=markup)


def newest(page: Page) -> Locator:
    return page.locator("#mediatrice .row").last


async def test_formatting_is_shown_and_nothing_else_gets_in(
    ground: Ground, client: Bot, page: Page
) -> None:
    await says(
        client, ground, "😀 <b>gras et <i>penché</i></b> &lt;script&gt;alert(1)&lt;/script&gt;"
    )
    await expect(newest(page).locator("strong")).to_have_text("gras et penché")
    await expect(newest(page).locator("strong em")).to_have_text("penché")
    await expect(newest(page)).to_contain_text("<script>alert(1)</script>")
    await expect(newest(page).locator("script")).to_have_count(0)


async def test_a_hostile_link_is_only_words(ground: Ground, client: Bot, page: Page) -> None:
    await says(
        client,
        ground,
        '<a href="javascript:alert(1)">ici</a> <a href="https://example.org">là</a>',
    )
    await expect(newest(page).locator("a")).to_have_count(1)
    await expect(newest(page).locator("a")).to_have_attribute("rel", "noopener noreferrer")


async def test_the_code_of_an_invitation_is_not_shown(client: Bot, page: Page) -> None:
    await expect(page.locator("#mediatrice .row.mine .words")).to_have_text("/start")
    assert client.token


async def test_an_edited_card_says_so_and_the_keyboards_user_stays_on_its_button(
    ground: Ground, client: Bot, page: Page
) -> None:
    card = await says(client, ground, "Prête ?", KEYS)
    await newest(page).get_by_role("button", name="Oui").focus()
    await page.keyboard.press("Enter")
    query = (await client.get_updates(timeout=5))[-1].callback_query
    assert query is not None
    await client.answer_callback_query(query.id, "Noté.")
    await client.edit_message_text(
        "Vraiment prête ?", chat_id=card.chat_id, message_id=card.message_id, reply_markup=KEYS
    )
    await expect(newest(page)).to_contain_text("Vraiment prête ?")
    await expect(newest(page).locator(".stamp")).to_contain_text("modifié")
    await expect(newest(page).get_by_role("button", name="Oui")).to_be_focused()
    await expect(page.locator("#mediatrice .toast")).to_have_text("Noté.")


async def test_what_is_pinned_stands_above_the_messages_until_it_is_taken_away(
    ground: Ground, client: Bot, page: Page
) -> None:
    said = await says(client, ground, "📌 <b>Site A</b> : 12 rencontres")
    pin = page.locator("#mediatrice .pin")
    await expect(pin).to_be_hidden()
    await client.pin_chat_message(said.chat.id, said.message_id, disable_notification=True)
    await expect(pin).to_have_text("📌 Site A : 12 rencontres")
    assert await page.evaluate(CONTRASTS) == []
    await client.unpin_chat_message(said.chat.id, said.message_id)
    await expect(pin).to_be_hidden()


async def test_a_button_with_an_address_is_a_link(ground: Ground, client: Bot, page: Page) -> None:
    await says(client, ground, "Voir", KEYS)
    link = newest(page).get_by_role("link", name="Carte")
    await expect(link).to_have_attribute("href", "http://127.0.0.1:1/carte")
    await expect(link).to_have_attribute("target", "_blank")


async def test_the_permanent_keyboard_writes_its_label(
    ground: Ground, client: Bot, page: Page
) -> None:
    await says(client, ground, "Bonjour", MENU)
    await page.locator("#mediatrice").get_by_role("button", name="▶️ Présence").click()
    await expect(page.locator("#mediatrice .row.mine").last).to_contain_text("▶️ Présence")
    columns = await page.locator("#mediatrice .keys").evaluate(
        "keys => getComputedStyle(keys).gridTemplateColumns.split(' ').length"
    )
    assert columns == 2


async def test_the_clip_opens_and_closes_without_a_mouse(page: Page) -> None:
    clip = page.locator("#mediatrice .clip summary")
    await clip.focus()
    await page.keyboard.press("Enter")
    menu = page.locator("#mediatrice .clip-menu")
    await expect(menu).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(clip).to_be_focused()


async def test_a_chosen_photo_leaves_as_telegram_would_send_it(ground: Ground, page: Page) -> None:
    big = b'<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="1500"></svg>'
    chosen: Any = {"name": "rue.svg", "mimeType": "image/svg+xml", "buffer": big}
    await page.locator("#mediatrice .file").set_input_files(chosen)
    await expect(newest(page)).to_be_visible()
    (sent,) = ground.world.messages(ground.seats["mediatrice"].chat_id)
    assert sent.photo


async def test_a_message_is_corrected_where_it_stands_and_a_photo_has_its_words(
    ground: Ground, client: Bot, page: Page
) -> None:
    phone, field = page.locator("#mediatrice"), page.locator("#mediatrice .text")
    await field.fill("8 ados")
    await field.press("Enter")
    await phone.get_by_role("button", name="Modifier ce message").click()
    await expect(field).to_have_value("8 ados")
    await field.fill("9 ados")
    await field.press("Enter")
    await expect(newest(page)).to_contain_text("9 ados")
    await expect(newest(page).locator(".stamp")).to_contain_text("modifié")
    await field.fill("lampadaire HS")
    await phone.locator(".clip summary").click()
    await phone.get_by_role("button", name="📷 Photo d'un lampadaire").click()
    await expect(newest(page).locator(".words")).to_have_text("lampadaire HS")
    await expect(field).to_have_value("")
    assert client.token


async def test_the_mailbox_is_whole_on_a_small_desk_whatever_the_phones_show(
    ground: Ground, client: Bot, chromium: str
) -> None:
    async with a_page(chromium, 1400, 900, at=ground.url) as page:
        box = page.locator("#courriels .frame")
        for name in ("La médiatrice", "Le partenaire"):
            await page.get_by_role("navigation").get_by_role("button", name=name).click()
            await expect(box).to_be_in_viewport(ratio=0.99)
        await expect(page.locator("#partenaire .frame")).to_be_in_viewport(ratio=0.99)
        over = await page.evaluate(
            "document.querySelector('#partenaire .frame').getBoundingClientRect().right"
            " - document.querySelector('#courriels .frame').getBoundingClientRect().left"
        )
        assert over < 0
    assert client.token


async def test_a_letter_is_read_three_ways_and_none_of_its_scripts_runs(
    ground: Ground, page: Page
) -> None:
    await deliver(ground, letter(HOSTILE))
    box = page.locator("#courriels")
    await expect(box.locator("[data-folder=services] .count")).to_have_text("1")
    await box.get_by_role("button", name="[V-0001]").click()
    paper = box.frame_locator("iframe").locator("body")
    await expect(paper).to_contain_text("En HTML")
    await expect(paper).not_to_contain_text("pris")
    await box.get_by_role("button", name="texte").click()
    await expect(box.locator(".plain")).to_have_text("En texte.")
    await box.get_by_role("button", name="source").click()
    await expect(box.locator(".plain")).to_contain_text("Subject: [V-0001]")
    await box.get_by_role("button", name="← Boîte").click()
    await expect(box.locator("[data-folder=services] .count")).to_be_empty()


async def test_erasing_asks_first(ground: Ground, client: Bot, page: Page) -> None:
    await says(client, ground, "Bonjour")
    await expect(newest(page)).to_contain_text("Bonjour")
    await page.get_by_role("button", name="effacer et recommencer").click()
    await page.get_by_role("dialog").get_by_role("button", name="Garder").click()
    assert ground.generation == 1
    await page.get_by_role("button", name="effacer et recommencer").click()
    await page.get_by_role("dialog").get_by_role("button", name="Effacer").click()
    await expect(page.locator("#mediatrice .row")).to_have_count(0)
    assert ground.generation == 2


async def test_every_text_stands_out_from_its_ground(
    ground: Ground, client: Bot, page: Page
) -> None:
    await says(client, ground, "Bonjour", MENU)
    await says(client, ground, "Prête ? <code>V-0001</code>", KEYS)
    await deliver(ground, letter(HOSTILE))
    await page.get_by_text("Par où commencer ?").click()
    await expect(page.locator("#courriels .line")).to_be_visible()
    assert await page.evaluate(CONTRASTS) == []


async def test_everything_that_is_pressed_or_filled_has_a_name(
    ground: Ground, client: Bot, page: Page
) -> None:
    await says(client, ground, "Prête ?", KEYS)
    await expect(newest(page)).to_contain_text("Prête ?")
    snapshot = await page.locator("body").aria_snapshot()
    assert 'log "Messages : La médiatrice"' in snapshot
    nameless = ("- button\n", "- textbox\n", "- link\n", "- button:", "- textbox:")
    assert [kind for kind in nameless if kind in snapshot] == []


async def test_on_a_phone_one_pane_at_a_time_and_a_mark_where_something_waits(
    ground: Ground, client: Bot, chromium: str
) -> None:
    async with a_page(chromium, *TELEPHONE, at=ground.url) as page:
        await expect(page.locator("#mediatrice .row")).to_have_count(1)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == TELEPHONE[0]
        tabs = page.get_by_role("navigation", name="Aller à")
        await tabs.get_by_role("button", name="La coordination").click()
        await expect(page.locator("#coordination")).to_be_in_viewport(ratio=0.9)
        await expect(page.locator("#mediatrice")).not_to_be_in_viewport()
        await says(client, ground, "Bonjour")
        marked = tabs.get_by_role("button", name="La médiatrice")
        await expect(marked).to_have_class("news")
        await marked.click()
        await expect(newest(page)).to_contain_text("Bonjour")
        await expect(marked).not_to_have_class("news")
