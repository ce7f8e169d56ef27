"""The steps of the base, run beside the bot: done there, or left for the bot to do or refuse."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from bot.commands.steps import run_beside
from storage.machine.db import Database
from storage.machine.migrate import current, head
from tests.bot.commands.conftest import Shell
from tests.bot.commands.test_desk_commands import newer


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when `carnet run` begins: the threads of the tests do nothing meanwhile."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def schema(shell: Shell) -> str | None:
    with closing(Database(shell.environ["CARNET_DATABASE_URL"])) as database:
        return current(database)


@pytest.mark.usefixtures("alone")
def test_a_base_to_make_is_made(empty_database: Database) -> None:
    run_beside(empty_database.url.render_as_string(hide_password=False))
    assert current(empty_database) == head()


@pytest.mark.usefixtures("alone")
def test_a_base_from_a_later_program_is_left_for_the_bot_to_refuse(
    shell: Shell, capfd: pytest.CaptureFixture[str]
) -> None:
    newer(shell)
    run_beside(shell.environ["CARNET_DATABASE_URL"])
    assert schema(shell) == "9999"
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("alone")
def test_a_step_that_breaks_leaves_the_base_as_it_was(shell: Shell) -> None:
    with closing(shell.migrated()) as database, database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    run_beside(shell.environ["CARNET_DATABASE_URL"])
    assert schema(shell) == "0001"


@pytest.mark.usefixtures("bare")
def test_where_other_threads_run_the_bot_does_it(shell: Shell) -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        run_beside(shell.environ["CARNET_DATABASE_URL"])
    finally:
        over.set()
        other.join()
    assert not shell.database.exists()
