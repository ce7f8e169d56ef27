"""The pinned tally on the wire: one silent pin in each phone, edits in place, nothing piled up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.models import Presence, Rencontre
from tests.oracle import check_calls
from tests.stories.stage import Home, Stage, stage

pytestmark = pytest.mark.both_engines

START = 1


async def later(play: Stage) -> None:
    """What waits a few seconds has left."""
    play.clock.advance(timedelta(seconds=3))
    await play.carnet.catch_up()
    await play.quiet()


def pinned(person: Person) -> str:
    found = person.pinned()
    return found.text if found else ""


async def planned_time_comes(play: Stage, she: Person, he: Person) -> None:
    """The next planned evening: the bot writes first, one tap starts for both."""
    await play.at(16, 59, days=1)
    await play.at(17, 0, days=1)
    assert "Prévu : Site A, 17 h 00 – 21 h 00" in he.read()
    assert "C'est parti" in await play.taps(she, *["✅ Démarrer"] * START)
    assert "a démarré la présence" in he.read()


async def both_count(play: Stage, she: Person, he: Person) -> None:
    calls = len(play.world.calls)
    for person in (she, he, she, she):
        await play.taps(person, "+1 12-17 ans")
    await later(play)
    for person in (she, he):
        assert "👥 4 rencontres" in pinned(person)
    edits = [call.method for call in play.world.calls[calls:]]
    assert "sendMessage" not in edits, "nothing new on any screen"
    assert edits.count("editMessageText") <= 8
    total = await play.read(lambda tx: sum(row.nombre for row in tx.query(Rencontre)))
    assert total == 4


async def it_ends(play: Stage, she: Person, he: Person) -> None:
    await play.at(20, 52, days=1)
    top = he.pinned()
    assert top
    await play.taps(she, "⏹ Terminer", "⏹ Terminer")
    assert await play.read(lambda tx: tx.query(Presence).one().fin) == play.clock.now()
    assert pinned(she) == pinned(he) == ""
    assert top.text.startswith("✅ Présence terminée. Site A : 17 h 00 → 20 h 52")
    assert top.buttons == []


async def test_an_evening_counted_on_the_pinned_tally(home: Home) -> None:
    async with stage(home) as play:
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        he = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
        await planned_time_comes(play, she, he)
        for person in (she, he):
            assert pinned(person).startswith("📌 Site A depuis 17 h 00 — 👥 0 rencontre")
        await both_count(play, she, he)
        await it_ends(play, she, he)
        pins = [call for call in play.world.calls if call.method == "pinChatMessage"]
        assert [call.params["disable_notification"] for call in pins] == [True, True]
        check_calls(play.world)


async def test_what_telegram_will_not_pin_is_counted_on_all_the_same(home: Home) -> None:
    """An ornament fails alone: the answers to what she presses do not wait behind it."""
    async with stage(home) as play:
        play.world.faults.add("pinChatMessage", 500, times=None)
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        he = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
        await play.at(17, 0, days=1)
        await play.taps(she, "✅ Démarrer")
        assert "👥 0 rencontre" in he.read()
        await play.taps(she, "+1 12-17 ans")
        await later(play)
        assert "👥 1 rencontre" in she.read()
        assert {call.method for call in play.world.calls if call.status == 500} == {
            "pinChatMessage"
        }
