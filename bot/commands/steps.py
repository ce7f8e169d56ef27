"""The steps that the database lacks, run in a process of their own before the bot opens it."""

from __future__ import annotations

import threading
from contextlib import closing, suppress
from multiprocessing import get_context

from storage.machine import migrate
from storage.machine.db import Database


def run_beside(url: str) -> None:
    """What steps load leaves with that process: 10 MB, of no use to a base up to date.

    Raises BaseInutilisable. Where other threads run, nothing is forked: the bot runs the steps.
    """
    if threading.active_count() > 1:
        return
    with closing(Database(url)) as database:
        if migrate.current(database) == migrate.head():
            return
    child = get_context("fork").Process(target=_upgrade, args=(url,))
    child.start()
    child.join()


def _upgrade(url: str) -> None:
    # What refuses here refuses the bot as well when it opens the base, and is said then.
    with closing(Database(url)) as database, suppress(migrate.BaseInutilisable):
        migrate.upgrade(database)
