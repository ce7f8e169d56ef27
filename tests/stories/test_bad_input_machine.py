"""Bad input, by name: what groups, tokens, other instances and databases do to the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.app import Carnet, opened
from bot.channels.telegram.content import REPEATED
from bot.channels.telegram.failures import InvalidToken
from bot.intake import poll
from bot.intake.poll import Poller, TokenRefused
from bot.sandbox.groups import Group
from bot.sandbox.model import SimMessage
from bot.sandbox.world import FIRST_GROUP
from storage.machine.outbox import SENDING
from storage.models import Alerte, Outbox, Rencontre, ServiceRow, Signalement
from tests.storage.dispositif_cast import edited
from tests.stories.stage import Home, Stage, stage
from tests.stories.street import Street, street

pytestmark = pytest.mark.both_engines

ECLAIRAGE = "eclairage@amiens.example.org"
ELSEWHERE = "une-autre-machine:1"


async def registered(scene: Street) -> Group:
    """The group of the street lamps' service."""
    agent = scene.play.world.person("Agent")
    return await scene.play.group_of("sv-eclairage", "Éclairage public", agent)


def cards(play: Stage, group: Group) -> list[SimMessage]:
    """The alerts in the group's chat as it is numbered now."""
    return [m for m in play.world.messages(group.id) if m.from_bot and "V-" in m.text]


async def a_lamp(scene: Street) -> str:
    return await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")


async def test_a_group_that_puts_the_bot_out_is_replaced_by_the_mailbox(home: Home) -> None:
    async with street(home) as scene:
        group = await registered(scene)
        group.kick_bot()
        await scene.play.quiet()
        assert "le bot a été retiré du groupe" in scene.coordination.read().lower()
        assert "partent par courriel" in scene.coordination.read()
        assert "V-0001" in await a_lamp(scene)
        assert cards(scene.play, group) == []
        assert len(scene.play.mail_to(ECLAIRAGE)) == 1
        assert [alerte.canal for alerte in await scene.rows(Alerte)] == ["email"]


async def test_a_group_that_was_left_without_a_word_is_told_to_the_coordination(
    home: Home,
) -> None:
    async with street(home) as scene:
        group = await registered(scene)
        # Put out while the bot was away: nothing came to say so.
        group.chat.bot_status = "kicked"
        await a_lamp(scene)
        said = scene.coordination.read()
        assert "V-0001, pour Éclairage public par Telegram, n'a pas pu être envoyé" in said
        assert len(scene.play.mail_to(ECLAIRAGE)) == 1, "the mailbox had it anyway"


async def test_alerts_follow_a_group_that_becomes_a_supergroup(home: Home) -> None:
    async with street(home) as scene:
        group = await registered(scene)
        await a_lamp(scene)
        before = group.id
        group.upgrade()
        await scene.play.quiet()
        services = {one.slug: one.groupe_telegram for one in await scene.rows(ServiceRow)}
        assert services["sv-eclairage"] == group.id != before
        await scene.reports("Éclairage", "🆕", "📌 Site A", "✅ Envoyer")
        assert [card.text[:40] for card in cards(scene.play, group) if "V-0002" in card.text]
        group.creator.tap("👍 Bien reçu", chat=group)
        await scene.play.quiet()
        assert (await scene.rows(Signalement))[1].statut == "recu"


async def test_a_supergroup_is_recognised_by_telegram_s_refusal_alone(home: Home) -> None:
    async with street(home) as scene:
        group = await registered(scene)
        group.upgrade()
        scene.play.world.updates.forget()
        await a_lamp(scene)
        assert len(cards(scene.play, group)) == 1


async def test_a_group_added_by_a_stranger_is_left(home: Home) -> None:
    async with stage(home) as play:
        nobody = play.world.person("Inconnue")
        group = play.world.group("Ailleurs", [nobody])
        nobody.write("on parle entre nous", group)
        await play.quiet()
        await play.at(17, 5)
        assert "pas enregistré" in nobody.read(group)
        await play.at(17, 15)
        assert group.chat.bot_status == "left"


async def test_a_token_that_telegram_refuses_at_start_stops_everything(home: Home) -> None:
    async with stage(home) as play:
        play.world.faults.add("getMe", 401)
        with pytest.raises(InvalidToken):
            async with opened(play.carnet.wiring):
                pytest.fail("it must not open")


async def test_a_token_taken_back_stops_the_bot_with_its_name(home: Home) -> None:
    async with street(home) as scene:
        play = scene.play
        play.world.faults.add("getUpdates", 401, times=None)
        scene.mediatrice.write("/aide")
        with pytest.raises(TokenRefused):
            await asyncio.wait_for(play.running, 10)


@asynccontextmanager
async def second_instance(play: Stage) -> AsyncIterator[tuple[Carnet, asyncio.Task[None]]]:
    """The same bot on another machine, on the same database."""
    async with opened(play.carnet.wiring, paced=False) as other:
        args = (other.bot, other.database, other.clock, other.turns.keep)
        other.poller = Poller(*args, holder=ELSEWHERE)
        running = asyncio.create_task(other.run())
        try:
            yield other, running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_a_second_instance_waits_then_takes_over(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        async with second_instance(play) as (other, waiting):
            await play.says(who, "8 ados")
            await play.taps(who, "✅ Enregistrer")
            assert [row.nombre for row in await scene.rows(Rencontre)] == [8]
            assert not waiting.done()
            play.running.cancel()
            with suppress(asyncio.CancelledError):
                await play.running
            play.carnet = other
            await play.taps(who, "La moitié")
            assert [row.premiere_fois for row in await scene.rows(Rencontre)] == [50]
            assert not [call for call in play.world.calls if call.status == 409]


async def test_what_the_first_instance_is_still_sending_is_not_said_again_by_the_second(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "WAITING_SECONDS", 0.01)
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        async with second_instance(play) as (other, _waiting):
            play.world.delay = 0.5
            who.write("8 ados")
            await until_sending(play)
            play.running.cancel()
            with suppress(asyncio.CancelledError):
                await play.running
            play.carnet = other
            await play.quiet()
            texts = [message.text for message in play.world.messages(who.id)]
            assert [text for text in texts if "Compris" in text] == [who.read()]
            assert not who.read().startswith(REPEATED)


async def until_sending(play: Stage) -> None:
    """The answer is on its way, and Telegram has not said that it has it."""
    async with asyncio.timeout(10):
        while not await play.read(lambda tx: tx.query(Outbox).filter_by(etat=SENDING).count()):
            await asyncio.sleep(0.005)


async def test_a_service_without_a_mailbox_that_loses_its_group_is_read_by_the_repli(
    home: Home,
) -> None:
    config = edited(f'emails: ["{ECLAIRAGE}"]', f"telegram: {FIRST_GROUP}")
    async with street(home, config=config) as scene:
        agent = scene.play.world.person("Agent")
        group = scene.play.world.group("Éclairage public", [agent])
        assert group.id == FIRST_GROUP
        group.kick_bot()
        await scene.play.quiet()
        assert "partent à : Direction de proximité" in scene.coordination.read()
        assert "envoyé au service Direction de proximité" in await a_lamp(scene)
        assert len(scene.play.mail_to("proximite-ouest@amiens.example.org")) == 1
