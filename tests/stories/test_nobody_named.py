"""A name typed as a place, from the phone to the service: its mail, its group and its page."""

from __future__ import annotations

import html
import re

import aiohttp
import pytest

from storage.machine.db import Tx
from storage.models import Signalement
from tests.stories.stage import Home, Stage
from tests.stories.street import street

NOM, APPT = "Durand-Exemple", "appt 32"
TYPED = f"lampadaire HS devant chez Mme {NOM} au 12 rue des Lilas {APPT}"
ECLAIRAGE = "eclairage@amiens.example.org"
TO_SAY = "(lieu à préciser par la coordination)"


async def outside(play: Stage, group: int) -> str:
    """All that the service may read: its letters, its group, the page of the last letter."""
    letters = play.mail_to(ECLAIRAGE)
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/s/\S+", letters[-1].text)
    async with aiohttp.ClientSession() as browser, browser.get(link) as shown:
        page = html.unescape(await shown.text())
    mails = [part for one in letters for part in (one.subject, one.text, html.unescape(one.html))]
    cards = [message.text for message in play.world.messages(group)]
    return "\n".join([*mails, *cards, page])


@pytest.mark.parametrize("kept", [False, True], ids=["replaced", "kept"])
async def test_whoever_is_named_reaches_no_service(home: Home, *, kept: bool) -> None:
    async with street(home) as evening:
        play, who = evening.play, evening.mediatrice
        group = await play.group_of("sv-eclairage", "Éclairage", play.world.person("Agent"))
        said = await play.says(who, TYPED)
        assert "Rien n'est noté encore." in said
        assert (await evening.count(Signalement), play.mail_to(ECLAIRAGE)) == (0, [])
        await play.taps(who, *(("Garder", "🤝 L'équipe") if kept else ("✂️ Remplacer",)))
        assert "envoyé au service" in await play.taps(who, "✅ Envoyer")
        await play.leaves()
        read = await outside(play, group.id)
        assert NOM not in read
        assert APPT not in read
        assert read.count("aucune donnée nominative") == 4, "mail twice, card, page"
        assert (TO_SAY in read) is kept
        if kept:
            assert NOM in await play.says(evening.coordination, "📝 À relire")
            await play.taps(evening.coordination, "✏️ Corriger")
            await play.says(evening.coordination, "devant le 12 rue des Lilas")
            card = play.world.messages(group.id)[-1].text
            assert "devant le 12 rue des Lilas" in card
            assert TO_SAY not in card


async def test_a_place_of_before_is_not_said_to_be_checked(home: Home) -> None:
    async with street(home) as evening:
        group = await evening.play.group_of(
            "sv-eclairage", "Éclairage", evening.play.world.person("Agent")
        )
        await evening.reports("Éclairage", "⌨️ Je précise")
        await evening.play.says(evening.mediatrice, "sous le porche")
        await evening.play.taps(evening.mediatrice, "✅ Envoyer")
        await evening.play.leaves()
        (row,) = await evening.rows(Signalement)

        def of_before(tx: Tx) -> None:
            tx.get_one(Signalement, row.id).lieu_verifie = None

        await evening.play.read(of_before)
        read = await outside(evening.play, group.id)
        assert "sous le porche" in read
        assert read.count("aucune donnée nominative") == 3, "the page says it no more"
