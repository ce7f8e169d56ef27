"""Lines that left the file while what was noted still names them, with how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import JSON, func, select

from storage import ajustements
from storage.dispositif import Dispositif, Item
from storage.machine.db import Tx
from storage.models import Base, DispositifRow
from storage.models.saisies import LISTE

WORDS: Final[dict[Any, str]] = {
    attribute.class_attribute: attribute.columns[0].info[LISTE]
    for mapper in Base.registry.mappers
    for attribute in mapper.column_attrs
    if LISTE in attribute.columns[0].info
}
"""Which list of the file each column takes its slugs from, as the models declare it."""


@dataclass(frozen=True, slots=True)
class Disparue:
    """« vt-tag », gone from « categories », that three entries name."""

    cle: str
    slug: str
    fois: int


def disparues(tx: Tx, config: Dispositif) -> tuple[Disparue, ...]:
    """What left the file, and the changes made from the bot, while entries still name it.

    Places are left out: they keep their last name by themselves. Raises DispositifError when a
    change made from the bot no longer holds over the file.
    """
    mine = select(DispositifRow.id).where(DispositifRow.slug == config.slug)
    owner = tx.scalars(mine).first()
    if owner is None:
        return ()
    whole = ajustements.applied(config, ajustements.changes(tx, owner))
    counted: Counter[tuple[str, str]] = Counter()
    for cle, slug, times in _mentions(tx, owner):
        if slug not in _slugs(whole, cle):
            counted[cle, slug] += times
    return tuple(Disparue(cle, slug, times) for (cle, slug), times in sorted(counted.items()))


def _mentions(tx: Tx, owner: int) -> Iterator[tuple[str, str, int]]:
    """(list, slug, how many entries) of everything that was noted and not deleted."""
    for column, cle in WORDS.items():
        for slug, times in _counted(tx, column, owner):
            yield cle, slug, times


def _counted(tx: Tx, column: Any, owner: int) -> Iterable[tuple[str, int]]:
    """How many entries name each slug of a column, which may hold several at once."""
    standing = tuple(_standing(column, owner))
    if isinstance(column.type, JSON):
        rows = tx.scalars(select(column).where(*standing))
        return Counter(slug for listed in rows for slug in listed).items()
    query = select(column, func.count()).where(*standing).group_by(column)
    return [(slug, times) for slug, times in tx.execute(query)]


def _standing(column: Any, owner: int) -> Iterator[Any]:
    table = column.class_
    yield table.dispositif_id == owner
    yield column.is_not(None)
    if hasattr(table, "supprimee_le"):
        yield table.supprimee_le.is_(None)


def _slugs(config: Dispositif, cle: str) -> frozenset[str]:
    """Every slug of one of the file's lists, retired ones too."""
    if cle == "publics":
        return _of((*config.publics, *config.roles))
    if cle.startswith("listes."):
        return _of(config.listes.get(cle.removeprefix("listes."), ()))
    return _of(attrgetter(cle)(config))


def _of(lines: Iterable[Item]) -> frozenset[str]:
    return frozenset(line.slug for line in lines)
