"""A worker without limits of pace, its scripted channel, and a coordination that listens."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from tests.bot.delivery.post import Coordination, Scripted


@pytest.fixture
def channel() -> Scripted:
    return Scripted()


@pytest.fixture
def mail() -> Scripted:
    return Scripted(kind="email")


@pytest.fixture
def coordination() -> Coordination:
    return Coordination()


@pytest.fixture
def worker(
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    mail: Scripted,
    coordination: Coordination,
) -> OutboxWorker:
    channels = {"telegram": channel, "email": mail}
    return OutboxWorker(database, clock, channels, coordination.hooks(), paces={})
