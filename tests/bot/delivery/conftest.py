"""A worker without limits of pace, its scripted channel, and a coordination that listens."""

from __future__ import annotations

import pytest

from bot.channels.email.channel import CHANNEL as EMAIL
from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.clock import MovableClock
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from tests.bot.delivery.post import Coordination, Scripted


@pytest.fixture
def channel() -> Scripted:
    return Scripted()


@pytest.fixture
def mail() -> Scripted:
    return Scripted()


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
    transports = {TELEGRAM: channel, EMAIL: mail}
    return OutboxWorker(database, clock, transports, coordination.hooks(), paced=False)
