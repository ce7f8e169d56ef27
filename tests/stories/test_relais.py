"""Somebody is handed over, the partner says they came, it is checked a month later."""

from __future__ import annotations

import re

import aiohttp

from bot.domain.roles import Role
from storage.models import Relais
from tests.oracle import check_calls
from tests.stories.stage import Home, Stage, stage

MISSION_LOCALE = "mission-locale@amiens.example.org"


async def partner_says_they_came(play: Stage) -> str:
    """Open the link of the letter that arrived, say that they came; the page that follows."""
    (letter,) = play.mail_to(MISSION_LOCALE)
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/r/\S+", letter.text)
    async with aiohttp.ClientSession() as browser:
        async with browser.get(link) as shown:
            page = await shown.text()
        (jeton, *_) = re.findall(r'name="jeton" value="([^"]+)"', page)
        async with browser.post(link, data={"jeton": jeton, "reponse": "venue"}) as answered:
            return (await answered.text()).replace("&#39;", "'")


async def relais(play: Stage) -> Relais:
    return await play.carnet.database.run(lambda tx: tx.query(Relais).one())


async def test_a_relais_from_the_street_to_its_thirtieth_day(home: Home) -> None:
    async with stage(home) as play:
        hand = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        await play.says(hand, "▶️ Présence")
        await play.taps(hand, "✅ Démarrer")
        await play.says(hand, "🙋 Sollicitation")
        said = await play.taps(
            hand, "18-25 ans", "Emploi", "Relais transmis", "Mission locale", "✅ Oui"
        )
        assert "R-0001" in said
        await play.at(14, days=2)
        assert "C'est noté : la personne est venue" in await partner_says_they_came(play)
        await play.quiet()
        assert "répond Mission locale" in hand.read()
        await play.at(9, 30, days=7)
        assert "à vérifier" not in hand.read(), "the partner has answered already"
        await play.at(9, 30, days=32)
        assert "Toujours suivi ?" in hand.read()
        await play.taps(hand, "✅ Oui")
        assert (await relais(play)).statut == "suivi-confirme"
        check_calls(play.world)
