"""What jobs make of letters between two units of work, beside everybody else's turn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar, cast

from bot.domain.semaine import Semaine
from digests import anciens
from digests.compose import Compose, composed
from storage.dispositif import Comite
from storage.machine.db import Tx
from storage.work import Work

T = TypeVar("T")


class Atelier:
    """Points in the making; lost, they begin anew.

    Units of work only write: what is long to read, or to work out, is done between two.
    """

    def __init__(self) -> None:
        self._entered: datetime | None = None
        self._asked: dict[Hashable, Callable[[Tx], object]] = {}
        self._found: dict[Hashable, object] = {}

    def enters(self, work: Work) -> bool:
        """Enter some letters of before the register in it; False once all are (`anciens`)."""
        self._entered = anciens.enter(work, self._entered)
        return self._entered is not None

    def made(self, work: Work, comite: Comite, semaine: Semaine) -> Compose | None:
        """That point and its tables, once they were read."""

        def read(tx: Tx) -> Compose:
            return composed(tx, work.programme, comite, semaine)

        return self.worked_out(work, (comite.slug, semaine.label), read)

    def worked_out(self, work: Work, key: Hashable, does: Callable[[Tx], T]) -> T | None:
        """What `does` gave back, once it was asked for; None when it had not been yet.

        key: says of what it is; the first `does` of a key is the one that counts. Asked for twice
        while nobody did it, it is done here: late rather than never.
        """
        if key in self._asked:
            self._work(work.tx)
        if key in self._found:
            return cast(T, self._found[key])
        self._asked[key] = does
        return None

    def aside(self) -> Callable[[Tx], object] | None:
        """What was asked for and not done yet, for whoever keeps nobody waiting."""
        return self._work if self._asked else None

    def _work(self, tx: Tx) -> None:
        for key, does in tuple(self._asked.items()):
            self._found[key] = does(tx)
            del self._asked[key]
