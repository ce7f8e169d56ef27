"""What jobs make of letters from one unit of work to the next, far from the database."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial
from typing import TypeVar, cast

from bot.domain.semaine import Semaine
from digests import anciens
from digests.compose import Compose, Composition
from storage.dispositif import Comite
from storage.work import Work

T = TypeVar("T")


class Atelier:
    """Points in the making; lost, they begin anew.

    Units of work only read and write: what is worked out of what they read is done between two.
    """

    def __init__(self) -> None:
        self._begun: dict[tuple[str, str], Composition] = {}
        self._under_way: Composition | None = None
        self._entered: datetime | None = None
        self._asked: dict[Hashable, Callable[[], object]] = {}
        self._found: dict[Hashable, object] = {}

    def goes_on(self, work: Work) -> bool:
        """Read the next part of the point that is being read; False when none is.

        What is due is looked at again once it is read, not at each of its parts.
        """
        if self._under_way is None or not self._under_way.step(work.tx, work.programme):
            self._under_way = None
        return self._under_way is not None

    def enters(self, work: Work) -> bool:
        """Enter some letters of before the register in it; False once all are (`anciens`)."""
        self._entered = anciens.enter(work, self._entered)
        return self._entered is not None

    def made(self, work: Work, comite: Comite, semaine: Semaine) -> Compose | None:
        """One section more of that point; once it has them all, the point and its tables."""
        key = comite.slug, semaine.label
        one = self._begun.setdefault(key, Composition(comite, semaine))
        if one.step(work.tx, work.programme):
            self._under_way = one
            return None
        return self.worked_out(key, partial(one.made, work.programme))

    def worked_out(self, key: Hashable, does: Callable[[], T]) -> T | None:
        """What `does` gave back, once it was asked for; None when it had not been yet.

        key: says of what it is; the first `does` of a key is the one that counts. Asked for twice
        while nobody did it, it is done here: late rather than never.
        """
        if key in self._asked:
            self._work()
        if key in self._found:
            return cast(T, self._found[key])
        self._asked[key] = does
        return None

    def aside(self) -> Callable[[], None] | None:
        """What was asked for and not worked out yet, for whoever has no database to keep."""
        return self._work if self._asked else None

    def _work(self) -> None:
        for key, does in tuple(self._asked.items()):
            self._found[key] = does()
            del self._asked[key]
