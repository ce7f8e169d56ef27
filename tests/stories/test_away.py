"""Telegram away for a while: what died with it is said, and nobody is taken for a stranger."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.chat import words
from bot.intake import poll
from bot.sandbox.model import Call
from storage.models import Rencontre, Signalement
from tests.oracle import check_calls
from tests.stories.stage import Home
from tests.stories.street import Street, street


async def test_a_tap_that_died_with_telegram_is_told_with_its_button_alive(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "LONGEST_PAUSE", 0.05)
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        play.clock.advance(timedelta(minutes=3))
        assert "Compris" in await play.says(who, "8 ados"), "no failure: nobody was away"
        play.world.faults.add("getUpdates", 502, times=None)
        who.write("👍")  # ends the poll under way: the next one is refused
        await until_refused(scene)
        who.tap("✅ Enregistrer")
        play.clock.advance(timedelta(minutes=3))
        play.world.faults.clear()
        async with asyncio.timeout(10):
            while "Je suis de retour" not in who.read():
                await asyncio.sleep(0.02)
        assert "12-17 ans : 8 = 8" in who.read()
        assert await scene.rows(Rencontre) == []
        await play.taps(who, "✅ Enregistrer")
        assert [row.nombre for row in await scene.rows(Rencontre)] == [8]
        check_calls(play.world)


async def test_counts_typed_while_telegram_takes_nothing_are_one_card_when_it_is_back(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        play.world.faults.add("sendMessage", 502, times=None)
        for text in ("8 ados", "3 adultes", "2 seniors"):
            who.write(text)
            async with asyncio.timeout(10):
                while play.world.updates.pending:
                    await asyncio.sleep(0.02)
            await play.carnet.turns.idle()
        await until_refused(scene)
        play.world.faults.clear()
        await play.at(17, 20)
        cards = [one for one in play.world.messages(who.id) if "Compris" in one.text]
        assert ["= 13" in card.text for card in cards] == [True]
        await play.taps(who, "✅ Enregistrer")
        assert [row.nombre for row in await scene.rows(Rencontre)] == [8, 3, 2]


async def until_refused(scene: Street, method: str = "") -> None:
    """Telegram has refused at least once to say what came, or what is named."""
    async with asyncio.timeout(10):
        while not [call for call in scene.play.world.calls if is_refused(call, method)]:
            await asyncio.sleep(0.02)


def is_refused(call: Call, method: str) -> bool:
    return call.status == 502 and method in ("", call.method)


async def test_a_member_of_whom_telegram_says_nothing_is_asked_to_press_again(
    home: Home,
) -> None:
    async with street(home) as scene:
        agent, stranger = (scene.play.world.person(name) for name in ("Agent", "Passant"))
        group = await scene.play.group_of("sv-eclairage", "Éclairage public", agent)
        await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
        card = next(m for m in reversed(scene.play.world.messages(group.id)) if m.buttons)
        scene.play.world.faults.add("getChatMember", 502)
        agent.tap("👍 Bien reçu", message=card)
        await scene.play.quiet()
        assert agent.answers()[-1][0] == words.PRESS_AGAIN
        stranger.press_data(card.buttons[0].data or "", card)
        await scene.play.quiet()
        assert "réservés au groupe" in stranger.answers()[-1][0]
        assert [row.statut for row in await scene.rows(Signalement)] == ["emis"]
        agent.tap("👍 Bien reçu", message=card)
        await scene.play.quiet()
        assert [row.statut for row in await scene.rows(Signalement)] == ["recu"]


async def test_what_waited_leaves_as_soon_as_telegram_is_heard_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still: what leaves is what nobody made wait any longer."""
    monkeypatch.setattr(poll, "LONGEST_PAUSE", 0.05)
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        play.world.faults.add("sendMessage", 502, times=None)
        play.world.faults.add("getUpdates", 502, times=None)
        who.write("8 ados")  # ends the poll under way: the next one is refused
        await until_refused(scene, "sendMessage")
        await until_refused(scene, "getUpdates")
        play.world.faults.clear()
        async with asyncio.timeout(10):
            while "Compris" not in who.read():
                await asyncio.sleep(0.02)
        assert "12-17 ans : 8" in who.read()


async def test_a_clock_set_back_an_hour_freezes_no_alert(home: Home) -> None:
    async with street(home) as scene:
        play, agent = scene.play, scene.play.world.person("Agent")
        group = await play.group_of("sv-eclairage", "Éclairage public", agent)
        before = len(play.world.messages(group.id))
        play.world.faults.add("sendMessage", 502, times=None, contains=str(group.id))
        await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
        await until_refused(scene, "sendMessage")
        play.world.faults.clear()
        play.clock.advance(-timedelta(hours=1))
        await play.carnet.catch_up()
        async with asyncio.timeout(10):
            while len(play.world.messages(group.id)) == before:
                await asyncio.sleep(0.02)
        assert "V-0001" in play.world.messages(group.id)[-1].text
