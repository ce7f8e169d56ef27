"""What may have arrived, or not: said again, sent again, or told to the coordination."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import MovableClock
from bot.delivery.contract import RetryLater, Unsure
from bot.delivery.worker import OutboxWorker
from storage.machine.claims import claim
from storage.machine.db import Database
from storage.machine.outbox import SENT, UNCERTAIN, Lane
from storage.models import DigestEnvoi
from storage.trackings import TRACKINGS
from tests.bot.delivery.post import (
    Coordination,
    Scripted,
    alerte,
    digest,
    prompt,
    read,
    row,
    say,
)
from tests.bot.delivery.scene import scene


async def test_an_uncertain_prompt_is_said_again_and_says_so(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("7", Unsure("hung up"), RetryLater("502"))
    say(database, clock.now(), prompt("a"))
    for _ in range(3):
        await worker.drain()
        clock.advance(timedelta(seconds=5))
    assert [parcel.again for parcel in channel.parcels] == [False, True, True]
    assert row(database, "a").etat == SENT


async def test_an_uncertain_alert_is_sent_again_as_it_is(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    known = scene(database, clock.now())
    channel.fail("-40", Unsure("hung up"))
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    assert row(database, "alerte:1:envoi").etat == UNCERTAIN
    clock.advance(timedelta(seconds=5))
    await worker.drain()
    assert [parcel.again for parcel in channel.parcels] == [False, False]


async def test_an_uncertain_digest_is_sent_again_under_its_own_number(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    mail: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    mail.fail("comite@example.org", Unsure("connection lost after DATA"))
    say(database, clock.now(), digest(known.envoi))
    await worker.drain()
    clock.advance(timedelta(minutes=1))
    await worker.drain()
    assert [parcel.key for parcel in mail.parcels] == ["point", "point"]
    envoi = read(database, lambda tx: tx.get_one(DigestEnvoi, known.envoi))
    assert (envoi.envoyee_le, envoi.echec) == (clock.now(), None)
    assert coordination.heard == []


async def test_what_was_on_its_way_at_a_crash_is_settled_by_its_lane(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    coordination: Coordination,
    channel: Scripted,
    mail: Scripted,
) -> None:
    known = scene(database, clock.now())
    say(database, clock.now(), alerte(known.alerte), prompt("a"), digest(known.envoi))
    crash(database, clock)
    await worker.recover()
    assert row(database, "alerte:1:envoi").etat == UNCERTAIN
    assert row(database, "a").etat == UNCERTAIN
    assert row(database, "point").etat == UNCERTAIN
    await worker.drain()
    assert {parcel.key: parcel.again for parcel in channel.parcels} == {
        "alerte:1:envoi": False,
        "a": True,
    }
    assert [parcel.key for parcel in mail.parcels] == ["point"]
    assert coordination.heard == []


def crash(database: Database, clock: MovableClock) -> None:
    """Claim everything, then die before sending or settling."""
    lanes = [(lane, 10) for lane in Lane]
    with database.transaction() as tx:
        for kind in ("telegram", "email"):
            assert claim(tx, clock.now(), kind, lanes, TRACKINGS)


async def test_a_screen_said_again_under_what_took_its_place_is_taken_away(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    """Its first copy was pressed meanwhile: what comes next is drawn there."""
    about = {"subject": "conversation:3"}
    channel.fail("question", Unsure("hung up"))
    say(database, clock.now(), prompt("question", **about))
    await worker.drain()
    drawn = {"text": "✅ Noté", "edit": True, "message_id": 55}
    say(database, clock.now(), prompt("réponse", content=drawn, **about))
    clock.advance(timedelta(seconds=2))
    await worker.drain()
    taken = channel.parcels[-1].content
    assert [parcel.key for parcel in channel.parcels[:3]] == ["question", "question", "réponse"]
    assert taken["method"] == "deleteMessages"
    assert taken["params"] == {"chat_id": 7, "message_ids": [2]}


async def test_what_memory_was_lacking_for_leaves_again_and_may_be_a_copy(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    """It may have lacked after the message had left: nothing is given up for that."""
    for lack in (MemoryError(), RuntimeError("can't start new thread")):
        channel.fail("7", lack)
        say(database, clock.now(), prompt(repr(lack), "7"))
        await worker.drain()
        clock.advance(timedelta(minutes=1))
        channel.fail("7")
        await worker.drain()
        assert row(database, repr(lack)).etat == SENT
    assert [parcel.again for parcel in channel.parcels] == [False, True, False, True]
