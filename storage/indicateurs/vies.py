"""What has a life, read with its history: how it stood at any instant, never how it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Select, bindparam

from storage.figures import Bornes
from storage.indicateurs.contrat import Nombre
from storage.indicateurs.releve import Recolte, Releve
from storage.machine.base import Instant

L = TypeVar("L")
SANS_LIEU: Final = 0
"""Among the sites of a `Durable`: what lies on none of them."""
SINCE: Final[Any] = bindparam("b_since", type_=Instant())
UNTIL: Final[Any] = bindparam("b_until", type_=Instant())
DAY: Final = timedelta(days=1)


class ActeVecu(NamedTuple):
    """One step of a life: what it led to, when, and when it was taken back."""

    acte: str
    vers: str
    le: datetime
    defait_le: datetime | None

    def stands(self, fin: datetime) -> bool:
        """Whether it had been done, and not taken back, by that instant."""
        return self.le < fin and (self.defait_le is None or self.defait_le >= fin)


def standing(etapes: Iterable[ActeVecu], fin: datetime) -> list[ActeVecu]:
    """What had been done by then, oldest first."""
    return [one for one in etapes if one.stands(fin)]


def lived(
    recolte: Recolte,
    statement: Select[Any],
    line: Callable[[Sequence[Any]], L],
    before: timedelta = timedelta(),
) -> Mapping[int, list[L]]:
    """By site, one line made of the rows of each: columns site, id, then whatever `line` reads.

    before: how long before the reading a life may have ended, and count in it all the same.
    """
    debut, fin = recolte.bornes
    values = recolte.values() | {"b_since": debut - before, "b_until": fin}
    rows = recolte.tx.connection().execute(statement, values)
    found: dict[int, list[L]] = {}
    for (site, _id), mine in groupby(rows, key=lambda row: (row[0], row[1])):
        found.setdefault(site or SANS_LIEU, []).append(line(list(mine)))
    return found


def within(moment: datetime | None, bornes: Bornes) -> bool:
    """Whether it happened, and in that stretch."""
    return moment is not None and bornes[0] <= moment < bornes[1]


def happened(releve: Releve, moments: Iterable[datetime | None]) -> Nombre:
    """How many of these moments lie in its period."""
    return Nombre(sum(1 for moment in moments if within(moment, releve.bornes)))


def whole(releve: Releve) -> bool:
    """Whether it is about every site: what lies on none of them then counts too."""
    return len(releve.lieux) == len(releve.programme.sites)


def days(delay: timedelta) -> float:
    """« 1.5 » for a day and a half."""
    return delay / DAY


def etapes_of(rows: Sequence[Any], at: int) -> Iterator[ActeVecu]:
    """The steps that stand in the four columns from `at` on; an outer join may have none."""
    return (ActeVecu(*row[at : at + 4]) for row in rows if row[at] is not None)
