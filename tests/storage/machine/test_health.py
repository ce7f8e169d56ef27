"""What waits and what is lost is counted without reading what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.clock import MovableClock
from storage.machine import health, inbox, leases
from storage.machine.db import Database
from storage.models import Outbox
from tests.conftest import EVENING
from tests.statements import statements
from tests.storage.machine.queue import claim, fail, say, sent, telegram


def test_each_is_counted(database: Database, clock: MovableClock) -> None:
    say(database, clock, *(telegram(str(rank), str(rank)) for rank in range(4)))
    first, second, *_rest = claim(database, clock)
    sent(database, clock, first)
    fail(database, clock, second, 60)
    with database.transaction() as tx:
        raw = [{"update_id": number} for number in range(3)]
        done, poison, _waiting = (one.id for one in inbox.store(tx, 1, raw, clock.now()))
        inbox.claim_done(tx, done)
        inbox.quarantine(tx, poison)
        tx.execute(update(Outbox).where(Outbox.cle == "3").values(etat="dead"))
    with database.transaction() as tx:
        clock.advance(timedelta(minutes=1))
        leases.beat(tx, f"{health.HEART}amiens", clock.now())
        clock.advance(timedelta(minutes=1))
        assert health.probe(tx, clock.now()) == {
            "ok": True,
            "a_traiter": 1,
            "en_quarantaine": 1,
            "a_reprendre": 1,
            "dernier_tic": 60,
            "a_envoyer": 1,
            "non_remis": 1,
            "attend_depuis": {"a_traiter": 120, "a_envoyer": 120},
        }


def test_what_is_over_is_not_read(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx, statements(tx.engine) as said:
        health.probe(tx, EVENING)
    with sqlite_database.engine.connect() as connection:
        plans = [one.plan(connection) for one in said]
    indexes = (
        *("ix_inbox_etat_id", "ix_outbox_canal", "ix_inbox_etat_id", "bail"),
        *("ix_outbox_id_dead", "ix_inbox_etat_id", "ix_outbox_canal"),
    )
    assert all(name in plan for name, plan in zip(indexes, plans, strict=True)), plans
