"""What a comité would read, were its point validated as it is: read a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.semaine import Semaine
from digests import textes
from digests.compose import Composition
from digests.contract import Snapshot
from digests.figes import as_read, frozen
from storage.dispositif import Comite
from storage.machine.db import Tx
from storage.work import Work


class Apercu:
    """One letter before it leaves; nobody waits for it, as nobody does for one that leaves."""

    def __init__(self, work: Work, comite: Comite, semaine: Semaine) -> None:
        self.comite, self._programme = comite, work.programme
        self._made: Snapshot | None = None
        self._begun = Composition(comite, semaine)
        self.etapes: Sequence[Callable[[Tx], object]]
        """What it needs of the database, each in a unit of work of its own."""
        if frozen(work.tx, work.programme, comite.slug, semaine) is None:
            self.etapes = (*[self._read] * self._begun.etapes, self._join)
        else:
            self.etapes = ()
            self._made = as_read(work, comite, semaine)

    def snapshot(self) -> Snapshot:
        """Once every step was done. Raises LookupError before."""
        if self._made is None:
            raise LookupError("cette lettre n'est pas encore lue")
        return self._made

    def _read(self, tx: Tx) -> None:
        self._begun.step(tx, self._programme)

    def _join(self, tx: Tx) -> None:
        base, _tables = self._begun.made(self._programme)
        self._made = textes.joined(tx, self._programme, self.comite, base, apercu=True)
