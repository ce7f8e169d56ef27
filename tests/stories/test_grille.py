"""The shared grid over the wire: a letter, its page, a slot announced, read by the team."""

from __future__ import annotations

import re

from aiohttp import ClientSession

from bot.domain.roles import Role
from tests.oracle import check_calls
from tests.stories.stage import Home, stage

CCAS = "ccas@amiens.example.org"


async def test_a_partner_answers_the_letter_and_the_street_knows(home: Home) -> None:
    async with stage(home) as play:
        coordination = await play.joins("Coordination", Role.COORDINATION)
        mediatrice = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        await play.says(coordination, "/grille")
        said = await play.taps(coordination, "✉️ Envoyer la grille aux partenaires", "✅ Envoyer")
        assert "La grille part vers 7 adresses." in said
        (letter,) = play.mail_to(CCAS)
        assert "qui est dans les quartiers" in letter.subject
        assert letter.header("Reply-To") == "coordination@mediation.example.org"
        found = re.search(r"http://127\.0\.0\.1:\d+/g/\S+", letter.text)
        assert found, letter.text
        assert found[0] in letter.html
        assert "Étouvie, mercredi 18 novembre" in await announce(found[0])
        await play.says(mediatrice, "/grille")
        assert "mercredi 18 : 9 h - 12 h, CCAS ; 17 h - 21 h, Binôme 1" in mediatrice.read()
        check_calls(play.world)


async def announce(page: str) -> str:
    """What a browser does: open the link, fill the form in, read the page that comes back."""
    async with ClientSession() as browser:
        async with browser.get(page) as shown:
            jeton = re.findall(r'name="jeton" value="([^"]+)"', await shown.text())[0]
        slot = {"quartier": "etouvie", "jour": "2026-11-18", "de": "09:00", "a": "12:00"}
        async with browser.post(page, data={"jeton": jeton, **slot}) as answer:
            assert answer.status == 200
            return await answer.text()


async def test_a_usual_slot_is_two_taps_menu_included(home: Home) -> None:
    async with stage(home) as play:
        educateurs = await play.joins("Éducateurs de rue", Role.PARTENAIRE)
        await play.says(educateurs, "🗓 Ma présence")
        await play.taps(educateurs, "✏️ Autre créneau", "Étouvie", "Jeudi 19", "14 h - 17 h")
        await play.at(10, days=6)
        await play.says(educateurs, "🗓 Ma présence")
        said = await play.taps(educateurs, "jeu. 26/11 · 14 h - 17 h · Étouvie")
        assert "Noté dans la grille : Étouvie, jeudi 26 novembre, 14 h - 17 h" in said


async def test_a_partner_rereads_its_card_from_a_letter(home: Home) -> None:
    async with stage(home) as play:
        coordination = await play.joins("Coordination", Role.COORDINATION)
        await play.says(coordination, "/annuaire")
        await play.taps(coordination, "CCAS", "📨 Faire relire la fiche")
        (letter,) = play.mail_to(CCAS)
        assert "votre fiche est-elle exacte" in letter.subject
        found = re.search(r"http://127\.0\.0\.1:\d+/g/\S+/fiche", letter.text)
        assert found, letter.text
        async with ClientSession() as browser:
            async with browser.get(found[0]) as shown:
                jeton = re.findall(r'name="jeton" value="([^"]+)"', await shown.text())[0]
            async with browser.post(found[0], data={"jeton": jeton, "reponse": "exact"}) as answer:
                assert "votre fiche est exacte" in await answer.text()
        await play.quiet()
        assert "CCAS a relu sa fiche dans l'annuaire : elle est exacte." in coordination.read()
        check_calls(play.world)
