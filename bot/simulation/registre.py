"""One open transaction for many turns: a past is written in large handfuls, never by halves."""

from __future__ import annotations

from typing import Final

from storage.machine.db import Database, Tx

BULK: Final = 1_000
"""Turns between two commits: waiting for the disk after each would take longer than the turns."""


class Registre:
    """The transaction under way, begun when it is asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tx: Tx | None = None
        self._parts = 0

    @property
    def tx(self) -> Tx:
        if self._tx is None:
            self._tx = Tx(self._database.engine)
            self._tx.begin()
        return self._tx

    def end_part(self) -> None:
        """A turn is over: the next one reads its rows afresh."""
        self.tx.end_part()
        self._parts += 1
        if self._parts >= BULK:
            self.commit()

    def commit(self) -> None:
        """What was done is safe."""
        self.tx.commit()
        self.close()

    def close(self) -> None:
        """What was not committed is undone."""
        if self._tx is not None:
            self._tx.close()
        self._tx, self._parts = None, 0
