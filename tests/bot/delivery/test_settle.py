"""What follows each way in which a sending can end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.delivery import settle
from bot.delivery.channels import letter_to
from bot.delivery.contract import Away, Moved, Refused, RetryLater, Unreachable
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from storage.machine.outbox import DEAD, RETRY, SENT, TODO, Lane, Message
from storage.models import Alerte, DigestEnvoi, LienActeur, Personne
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


async def test_an_alert_that_left_says_when_and_where(
    worker: OutboxWorker, database: Database, clock: MovableClock
) -> None:
    known = scene(database, clock.now())
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    first = read(database, lambda tx: tx.get_one(Alerte, known.alerte))
    assert (first.envoyee_le, first.message_id, first.echec) == (clock.now(), 1, None)
    departure = clock.now()
    clock.advance(timedelta(hours=1))
    say(database, clock.now(), alerte(known.alerte, "alerte:1:etat:2"))
    await worker.drain()
    again = read(database, lambda tx: tx.get_one(Alerte, known.alerte))
    assert (again.envoyee_le, again.message_id) == (departure, 2)


async def test_a_failure_that_may_mend_is_tried_again_later(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("7", RetryLater("502"))
    say(database, clock.now(), prompt("a"))
    await worker.drain()
    assert row(database, "a").etat == RETRY
    assert timedelta(0) < row(database, "a").pas_avant - clock.now() < timedelta(seconds=2)
    clock.advance(timedelta(seconds=2))
    await worker.drain()
    assert row(database, "a").etat == SENT
    assert [parcel.again for parcel in channel.parcels] == [False, False]


async def test_a_pause_asked_for_is_kept(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("7", RetryLater("flood", after=33))
    say(database, clock.now(), prompt("a"))
    await worker.drain()
    assert row(database, "a").pas_avant == clock.now() + timedelta(seconds=33)


@pytest.mark.parametrize(
    ("lane", "last", "longest"),
    [(Lane.PROMPT, settle.LAST_ATTEMPT, 750), (Lane.ALERTE, settle.LAST_OF_ALERT, 60)],
)
def test_attempts_are_spread_over_a_day(lane: Lane, last: int, longest: int) -> None:
    waits = [settle.backoff(attempt, lane) for attempt in range(1, last)]
    assert timedelta(hours=22) < timedelta(seconds=sum(waits)) < timedelta(hours=26)
    assert 0.75 <= waits[0] <= 1.25
    assert max(waits) <= longest
    assert len({round(settle.backoff(9, lane), 3) for _ in range(20)}) > 10


async def test_the_first_answer_of_a_channel_wakes_all_that_waits_there(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    for address in ("7", "8"):
        channel.fail(address, Away("no connection"))
    channel.fail("9", RetryLater("flood", after=3600))
    say(database, clock.now(), prompt("a", "7"), prompt("b", "8"), prompt("c", "9"))
    await worker.drain()
    assert [row(database, key).etat for key in "abc"] == [RETRY] * 3
    say(database, clock.now(), prompt("d", "10"))
    await worker.drain()
    assert [row(database, key).etat for key in "abcd"] == [SENT, SENT, RETRY, SENT]


async def test_an_answer_that_cannot_leave_is_said_in_its_place(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("7", *(RetryLater("PermissionError on this machine") for _ in range(9)))
    say(database, clock.now(), prompt("a", "7"), prompt("b", "7"))
    for _ in range(settle.TOLD_AFTER):
        assert row(database, "b").etat == TODO
        await worker.drain()
        clock.advance(timedelta(minutes=11))
    channel.fail("7")
    await worker.drain()
    assert (row(database, "a").etat, row(database, "b").etat) == (DEAD, SENT)
    assert (
        "a refusé d'afficher"
        in row(database, f"illisible:{row(database, 'a').id}").contenu["text"]
    )


def test_the_coordination_hears_of_a_late_alert_within_ten_minutes() -> None:
    longest_send = 30.0
    waits = [1.25 * min(600, 2.0**n) for n in range(settle.TOLD_AFTER - 1)]
    assert sum(waits) + settle.TOLD_AFTER * longest_send < 600


async def test_a_late_alert_is_told_once_and_still_tried(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    channel.fail("-40", *(RetryLater("no connection") for _ in range(10)))
    say(database, clock.now(), alerte(known.alerte))
    for _ in range(12):
        await worker.drain()
        clock.advance(timedelta(minutes=11))
    assert {lost.objet for lost in coordination.heard} == {"[V-0324] L'alerte tarde à partir"}
    assert len({lost.key for lost in coordination.heard}) == 1
    assert coordination.heard[0].dispositif_id == known.dispositif
    assert "Éclairage public par Telegram" in coordination.heard[0].texte
    assert row(database, "alerte:1:envoi").etat == SENT


async def test_an_alert_given_up_is_told(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settle, "LAST_OF_ALERT", 2)
    known = scene(database, clock.now())
    channel.fail("-40", RetryLater("no connection"), RetryLater("no connection"))
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    clock.advance(timedelta(minutes=1))
    await worker.drain()
    assert row(database, "alerte:1:envoi").etat == DEAD
    assert [lost.objet for lost in coordination.heard] == ["[V-0324] L'alerte n'est pas partie"]
    assert read(database, lambda tx: tx.get_one(Alerte, known.alerte)).echec == "no connection"


async def test_a_service_that_cannot_be_reached_is_told_at_once(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    channel.fail("-40", Unreachable("bot was kicked"))
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    (lost,) = coordination.heard
    assert "bot was kicked" in lost.texte
    assert "Prévenez ce service vous-même" in lost.texte


async def test_a_card_that_cannot_be_rewritten_leaves_its_alert_sent(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    known = scene(database, clock.now())
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    channel.fail("-40", Refused("can't parse entities"))
    say(database, clock.now(), alerte(known.alerte, "alerte:1:etat:2"))
    await worker.drain()
    assert read(database, lambda tx: tx.get_one(Alerte, known.alerte)).echec is None


async def test_a_person_who_blocked_the_bot_is_noted_and_told_once(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    channel.fail("7", Unreachable("blocked"), Unreachable("blocked"))
    say(database, clock.now(), prompt("a"), prompt("b"))
    await worker.drain()
    assert [row(database, key).etat for key in "ab"] == [DEAD, DEAD]
    noted = read(database, lambda tx: tx.get_one(Personne, known.personne))
    assert noted.injoignable_le == clock.now()
    (lost,) = coordination.heard
    assert lost.dispositif_id == known.dispositif
    assert lost.texte.startswith("La médiatrice ne reçoit plus")


async def test_a_prompt_refused_is_told_to_who_waits_once_and_to_nobody_else(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
) -> None:
    channel.fail("7", Refused("message is too long"), Refused("message is too long"))
    say(database, clock.now(), prompt("a"))
    await worker.drain()
    assert (row(database, "a").etat, row(database, "a").erreur) == (DEAD, "message is too long")
    notice = row(database, f"illisible:{row(database, 'a').id}")
    assert (notice.adresse, notice.etat) == ("7", DEAD)
    assert "a refusé d'afficher ma réponse" in notice.contenu["text"]
    assert len(channel.parcels) == 2, "the notice itself is refused, and nobody is told of that"
    assert coordination.heard == []


async def test_a_message_about_nothing_known_is_told_without_a_programme(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    mail: Scripted,
    coordination: Coordination,
) -> None:
    address = "voirie@example.org"
    mail.fail(address, Unreachable("550 no such mailbox"))
    say(database, clock.now(), prompt("retrait", address, lane=Lane.ALERTE, channel="email"))
    await worker.drain()
    (lost,) = coordination.heard
    assert lost.dispositif_id is None
    assert "courriel pour voirie@example.org" in lost.texte


async def test_a_grid_that_nobody_reads_is_told_to_its_own_programme(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    mail: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    with database.transaction() as tx:
        lien = LienActeur(dispositif_id=known.dispositif, partenaire="pa-ccas")
        tx.add(lien)
        tx.flush()
        about = f"acteur:{lien.id}"
    addresses = ("ccas@example.org", "sante@example.org")
    mail.fail(addresses[0], Unreachable("550 no such mailbox"))
    mail.fail(addresses[1], Refused("554 no"))
    say(
        database,
        clock.now(),
        *(Message(one, Lane.DIGEST, letter_to(one), {}, about) for one in addresses),
    )
    await worker.drain()
    assert [lost.dispositif_id for lost in coordination.heard] == [known.dispositif] * 2
    assert "n'a pas pu être envoyée à ccas@example.org" in coordination.heard[0].texte
    assert "n'a pas pu être envoyée à sante@example.org" in coordination.heard[1].texte


async def test_a_digest_that_left_says_when(
    worker: OutboxWorker, database: Database, clock: MovableClock
) -> None:
    known = scene(database, clock.now())
    say(database, clock.now(), digest(known.envoi))
    await worker.drain()
    envoi = read(database, lambda tx: tx.get_one(DigestEnvoi, known.envoi))
    assert (envoi.envoyee_le, envoi.echec) == (clock.now(), None)


async def test_a_group_that_moved_is_followed(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
) -> None:
    known = scene(database, clock.now())
    channel.fail("-40", Moved("-1004"))
    say(database, clock.now(), alerte(known.alerte))
    await worker.drain()
    assert [parcel.address for parcel in channel.parcels] == ["-40", "-1004"]
    assert coordination.moves == [("-40", "-1004")]
    assert row(database, "alerte:1:envoi").etat == SENT
