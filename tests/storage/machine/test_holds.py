"""How long the database thread is held: each noted, the longest kept, a long one told."""

from __future__ import annotations

import time
from functools import partial

import pytest

from storage.machine import holds
from storage.machine.db import Database, Tx


def wait(_tx: Tx, seconds: float = 0.0) -> None:
    time.sleep(seconds)


@pytest.fixture(autouse=True)
def _serving(database: Database) -> None:
    database.holds.serving = True


async def test_what_is_done_before_anybody_is_served_keeps_nobody_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(holds, "ALERT_SECONDS", 0.005)
    database.holds.serving = False
    await database.run(wait, 0.01)
    assert database.holds.longest == holds.NONE
    assert "ERROR" not in {one.levelname for one in caplog.records}


async def test_the_longest_is_kept_with_its_name(database: Database) -> None:
    await database.run(wait, 0.03)
    await database.run(partial(wait, seconds=0.0), called="une tâche")
    assert database.holds.longest.name == "wait"
    assert database.holds.longest.seconds >= 0.03
    assert database.holds.longest.cpu < database.holds.longest.seconds


async def test_one_that_keeps_everybody_waiting_is_an_error_of_the_log(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await database.run(wait)
    assert "database held" not in caplog.text
    monkeypatch.setattr(holds, "ALERT_SECONDS", 0.005)
    await database.run(wait, 0.01, called="une tâche longue")
    (told,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert "une tâche longue" in told.getMessage()


async def test_what_fails_is_measured_too(database: Database) -> None:
    def fail(_tx: Tx) -> None:
        time.sleep(0.02)
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(fail, called="échec")
    assert database.holds.longest.name == "échec"
