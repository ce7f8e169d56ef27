"""What is told of a message in trouble: by its subject's own words, and never twice the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.delivery.contract import RetryLater, Unreachable
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from storage.machine.outbox import Lane
from tests.bot.delivery.post import Coordination, Scripted, prompt, say

ADDRESS = "ccas@example.org"


@pytest.mark.parametrize("subject", ["", "relais:3", "fiche:3", "alerte:99", "acteur:99", "x:y"])
async def test_whatever_has_no_words_of_its_own_is_told_all_the_same(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    mail: Scripted,
    coordination: Coordination,
    subject: str,
) -> None:
    mail.fail(ADDRESS, Unreachable("550"))
    lost = prompt("a", ADDRESS, lane=Lane.DIGEST, channel="email", subject=subject)
    say(database, clock.now(), lost)
    await worker.drain()
    (told,) = coordination.heard
    assert told.dispositif_id is None
    assert told.objet == "Un message n'est pas parti"
    assert told.texte == f"Un message par courriel pour {ADDRESS} n'a pas pu être envoyé (550)."


@pytest.mark.parametrize("subject", ["", "acteur:1", "digest_envoi:1", "alerte:99"])
async def test_only_an_alert_s_delay_is_told(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    mail: Scripted,
    coordination: Coordination,
    subject: str,
) -> None:
    mail.fail(ADDRESS, *(RetryLater("no connection") for _ in range(10)))
    late = prompt("a", ADDRESS, lane=Lane.ALERTE, channel="email", subject=subject)
    say(database, clock.now(), late)
    for _ in range(12):
        await worker.drain()
        clock.advance(timedelta(minutes=11))
    assert mail.said() == ["a"] * 11
    assert coordination.heard == []
