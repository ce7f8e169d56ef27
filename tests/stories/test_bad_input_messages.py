"""Bad input, by name: what is sent, and what is written."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import aiohttp
import pytest
from PIL import Image

from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from storage.models import Photo, Rencontre, Signalement
from storage.photos import REFUSEE
from tests.oracle import check_calls
from tests.pictures import jpeg
from tests.stories.stage import Home
from tests.stories.street import Street, street

ECLAIRAGE = "eclairage@amiens.example.org"
NASTY = 'sous <b>le</b> & "porche" </i> {{ 7*7 }} 👩‍👩‍👧 \u202eenvers\u202c شارع'
SHOWN = 'sous <b>le</b> & "porche" </i> {{ 7*7 }} 👩‍👩‍👧 envers شارع'
"""What turns the text round is taken out; the rest is read as it was typed."""

REFUSALS: dict[str, tuple[Callable[[Person], object], str]] = {
    "forwarded": (lambda who: who.forward("Vu ailleurs"), "messages transférés"),
    "voice": (lambda who: who.send_voice(), "messages vocaux"),
    "document": (
        lambda who: who.send_document(b"%PDF-", "note.pdf", "application/pdf"),
        "Une photo s'envoie comme photo",
    ),
    "photo as a file": (
        lambda who: who.send_document(jpeg(), "photo.jpg", "image/jpeg"),
        "Une photo s'envoie comme photo",
    ),
    "sticker": (lambda who: who.send_sticker(), "autocollants"),
    "contact": (lambda who: who.send_contact(), "coordonnées de personne"),
    "poll": (lambda who: who.send_poll(), "sondages"),
}


async def test_what_the_bot_cannot_take_is_answered_with_what_to_do_instead(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.says(who, "🔧 Signalement")
        for name, (send, answer) in REFUSALS.items():
            before = len(play.world.messages(who.id))
            send(who)
            await play.quiet()
            assert answer in who.read(), name
            assert len(who.read()) < 160, "short"
            assert len(play.world.messages(who.id)) == before + 2, "one message, one answer"
        await play.taps(who, "Tag", "📌 Site A", "✅ Envoyer")
        assert "V-0001" in who.transcript()
        check_calls(play.world)


async def test_a_text_of_4096_characters_never_breaks_a_conversation(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        endless = "8 ados " + "& " * 2044 + "f"
        assert len(endless) == 4096
        await play.says(who, endless)
        await play.says(who, "👥 Rencontres")
        assert "C'est trop long" in await play.says(who, endless)
        await play.says(who, "🔧 Signalement")
        assert "Je n'ai pas compris" in await play.says(who, "x" * 4096)
        await play.taps(who, "Tag", "⌨️ Je précise")
        assert "C'est trop long" in await play.says(who, "<" * 4096)
        assert "Site A" in await play.says(who, "<" * 280)
        assert "V-0001" in await play.taps(who, "✅ Envoyer")
        assert await scene.count(Rencontre) == 0
        check_calls(play.world)


async def test_text_is_shown_literally_on_the_card_in_the_mail_and_on_the_page(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        agent = play.world.person("Agent <i>&")
        group = await play.group_of("sv-eclairage", "Éclairage & <b>Cie</b>", agent)
        await scene.reports("Éclairage", "⌨️ Je précise")
        assert SHOWN in await play.says(who, NASTY)
        assert SHOWN in await play.taps(who, "✅ Envoyer")
        await play.leaves()
        card = newest_card(play.world.messages(group.id))
        assert SHOWN in card.text
        (letter,) = play.mail_to(ECLAIRAGE)
        assert SHOWN in letter.text
        assert SHOWN in words_of(letter.html)
        assert SHOWN in words_of(await page_of(letter.text))
        agent.tap("👍 Bien reçu", message=card)
        await play.quiet()
        assert "Agent <i>&" in newest_card(play.world.messages(group.id)).text
        check_calls(play.world)


def newest_card(messages: list[SimMessage]) -> SimMessage:
    return next(message for message in reversed(messages) if message.from_bot)


def words_of(page: str) -> str:
    """What a reader sees of a page: its tags gone, its entities read."""
    seen = html.unescape(re.sub(r"<[^>]+>", "", page))
    return re.sub(r"\s+", " ", seen)


async def page_of(letter: str) -> str:
    """The signed page that a letter links to."""
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/s/\S+", letter)
    async with aiohttp.ClientSession() as browser, browser.get(link) as shown:
        return await shown.text()


async def test_a_correction_typed_over_an_old_message_is_not_taken_silently(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        message = who.write("/aide")
        await play.quiet()
        who.edit(message.message_id, "8 ados")
        await play.quiet()
        assert "passez par 📋 Ma journée" in who.read()
        assert await scene.count(Rencontre) == 0


async def test_an_unknown_command_is_no_answer_to_a_question(home: Home) -> None:
    async with street(home) as scene:
        await scene.reports("Tag")
        said = await scene.play.says(scene.mediatrice, "/inventee devant le porche")
        assert "Je ne connais pas cette commande" in said
        await scene.play.taps(scene.mediatrice, "📌 Site A", "✅ Envoyer")
        assert (await scene.rows(Signalement))[0].lieu == ""


async def test_three_answers_that_do_not_suit_show_the_way_out(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.says(who, "🔧 Signalement")
        for attempt in range(3):
            assert ("/fermer" in await play.says(who, "bof")) == (attempt == 2)
        assert "Fermé" in await play.says(who, "/fermer")
        assert await play.says(who, "/fermer") == "Il n'y a rien à fermer."


async def test_a_position_forty_kilometres_away_is_said_and_taken(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await scene.reports("Tag", "📍 Ma position")
        who.position = (50.261, 2.257)
        who.tap("📍 Envoyer ma position")
        await play.quiet()
        assert "⚠️ Cette position est à 40 km du site." in who.read()
        await play.taps(who, "✅ Envoyer")
        assert (await scene.rows(Signalement))[0].latitude == pytest.approx(50.261)
        who.tap("👥 Rencontres")
        await play.quiet()
        assert "Appuyez à chaque rencontre" in who.read(), "the menu is back"


def bomb() -> bytes:
    """A few kilobytes that hold eighty million pixels."""
    held = io.BytesIO()
    Image.new("1", (10_000, 8_000)).save(held, "PNG", optimize=True)
    return held.getvalue()


PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "corrupted": (lambda: jpeg()[:400], "abîmé ou n'est pas une photo"),
    "empty": (lambda: b"", "le fichier est vide"),
    "no picture": (lambda: b"%PDF-1.7 pas une photo", "abîmé ou n'est pas une photo"),
    "bomb": (bomb, "plus de 7 millions de pixels"),
}


@pytest.mark.parametrize("name", PICTURES)
async def test_a_bad_photo_is_refused_aloud_and_the_alert_leaves_without_it(
    home: Home, name: str
) -> None:
    make, reason = PICTURES[name]
    async with street(home) as scene:
        await reported_with(scene, make())
        assert [photo.etat for photo in await scene.rows(Photo)] == [REFUSEE]
        assert reason in scene.mediatrice.read()
        assert "Le signalement est parti sans elle." in scene.mediatrice.read()
        (letter,) = scene.play.mail_to(ECLAIRAGE)
        assert not letter.images
        assert list((home.folder / "photos").glob("*")) == []


async def reported_with(scene: Street, data: bytes) -> None:
    scene.mediatrice.send_photo(data)
    await scene.play.quiet()
    await scene.play.taps(scene.mediatrice, "Éclairage", "📌 Site A", "✅ Envoyer")
    await scene.play.leaves()
