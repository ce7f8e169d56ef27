"""A card whose answer was lost: one copy stays, whichever of the two is pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.telegram.content import REPEATED
from bot.domain.roles import Role
from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from tests.stories.stage import Home, Stage, stage

pytestmark = pytest.mark.both_engines


async def counts(play: Stage, she: Person) -> SimMessage:
    """She begins to count; Telegram has the card, and the bot does not know."""
    play.world.faults.add("sendMessage", drop_reply=True, contains="Site B")
    await play.says(she, "8 ados 3 adultes")
    return she.screen()


def copies(she: Person) -> list[str]:
    there = (one for one in she.world.messages(she.id) if not one.deleted)
    return [one.text for one in there if one.text.startswith(REPEATED)]


async def test_a_card_that_is_pressed_did_arrive_and_is_not_said_again(home: Home) -> None:
    async with stage(home) as play:
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        card = await counts(play, she)
        she.tap("📍 Site A", message=card)
        await play.quiet()
        play.clock.advance(timedelta(minutes=1))
        await play.carnet.catch_up()
        await play.quiet()
        assert copies(she) == []


async def test_of_two_cards_the_one_that_is_not_pressed_goes(home: Home) -> None:
    async with stage(home) as play:
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        card = await counts(play, she)
        play.clock.advance(timedelta(seconds=2))
        await play.carnet.catch_up()
        await play.quiet()
        assert len(copies(she)) == 1
        she.tap("📍 Site A", message=card)
        await play.quiet()
        assert copies(she) == []
        assert she.screen().message_id == card.message_id
