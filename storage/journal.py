"""What a binôme logged lately, in one list that either member corrects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, inspect, or_, select

from bot.discover import DiscoveryError, merged
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Audit, Base, Personne, Presence, Rencontre, Saisie


def by_letter(models: Iterable[type[Saisie]]) -> dict[str, type[Saisie]]:
    """Kinds of entries by what they declare.

    Raises DiscoveryError for a letter or a date that cannot be, and for one letter taken twice.
    """
    return merged({model.__name__: {_letter(model): model} for model in models})


def _letter(model: type[Saisie]) -> str:
    """Its letter, once all that the journal asks of it is there."""
    name, letter, columns = model.__name__, getattr(model, "lettre", ""), inspect(model).columns
    if not re.fullmatch("[a-z]", letter):
        raise DiscoveryError(f"{name} : « lettre » est une minuscule, pas {letter!r}")
    if model.moment not in columns or not isinstance(columns[model.moment].type, Instant):
        raise DiscoveryError(f"{name} n'a pas d'instant « {model.moment} » : dites son « moment »")
    try:
        model.alive()
    except KeyError as missing:
        raise DiscoveryError(
            f"{name} n'a pas {missing} : donnez-le, ou son « alive »"
        ) from missing
    return letter


KINDS: Final = by_letter(
    sorted(
        (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Saisie)),
        key=attrgetter("__name__"),
    )
)
"""Every kind of entry that a model declares, by the letter that begins the key of its rows."""
_BY_TABLE: Final = {kind.__tablename__: kind for kind in KINDS.values()}

_UPDATE: Final = re.compile(r"\btg:\d+:(\d+)")
"""In the source of a row: the update that wrote it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `key` is its kind's letter and its row id (« p12 »)."""

    key: str
    le: datetime
    row: Any

    @property
    def update(self) -> int:
        """The number of the update that wrote it: in a week, they grow as they come (P4)."""
        match = _UPDATE.search(self.row.source)
        return int(match[1]) if match else 0

    @property
    def talk(self) -> int:
        """The conversation in which people were counted; 0 for anything else."""
        counted = isinstance(self.row, Rencontre) and self.row.conversation_id
        return max(counted or 0, 0)


def kind_of(objet: str) -> type[Saisie] | None:
    """The kind of entry that a note or the audit names « observation »; None for anything else."""
    return _BY_TABLE.get(objet)


def entries(tx: Tx, person: Personne, since: datetime) -> list[Entry]:
    """What the person or their binôme noted since then and did not delete, oldest first."""
    lines = [line for kind in KINDS.values() for line in _read(tx, kind, person, since)]
    return sorted(lines, key=lambda line: (line.le, line.key[0], int(line.key[1:])))


def during(tx: Tx, presence: Presence) -> list[Entry]:
    """What was noted in that presence and has its site, unless it was put there by hand."""
    lines = [
        line
        for kind in KINDS.values()
        if (column := getattr(kind, "presence_id", None)) is not None
        for line in _where(tx, kind, column == presence.id)
        if line.row.site_id == presence.site_id
    ]
    chosen = _placed_by_hand(tx, lines)
    return [line for line in lines if (line.row.__tablename__, line.row.id) not in chosen]


def _placed_by_hand(tx: Tx, lines: list[Entry]) -> set[tuple[str, int]]:
    """(table, row id) of those whose site was corrected."""
    corrected = select(Audit.objet, Audit.objet_id).where(
        Audit.acte == "corriger_site",
        Audit.objet.in_({line.row.__tablename__ for line in lines}),
        Audit.objet_id.in_([line.row.id for line in lines]),
    )
    return {(objet, row_id or 0) for objet, row_id in tx.execute(corrected)}


def together(tx: Tx, person: Personne, since: datetime, key: str | None = None) -> list[Entry]:
    """Everything that one update wrote: that of the entry `key`, by default the newest (MED-10).

    The newest is what was entered last, whatever hour it bears. A count made in one conversation
    is one entry, tap by tap as it was; on a pinned tally, each key's is its own.
    """
    lines = entries(tx, person, since)
    candidates = [line for line in lines if key in (None, line.key)]
    last = max(candidates, key=lambda line: (line.update, line.le), default=None)
    if last is None or not last.update:
        return [last] if last else []
    once = [line for line in lines if line.update == last.update]
    talks = {line.talk for line in once} - {0}
    return [line for line in lines if line in once or line.talk in talks]


def last_place(
    tx: Tx, person: Personne, since: datetime, until: datetime | None = None
) -> Entry | None:
    """What was entered last, of that time, where its binôme itself was; None when nothing was."""
    lines = entries(tx, person, since)
    there = [
        line
        for line in lines
        if isinstance(line.row, Presence) or hasattr(line.row, "presence_id")
    ]
    before = (line for line in there if until is None or line.le < until)
    return max(before, key=lambda line: (line.update, line.le), default=None)


def unsure(tx: Tx, person: Personne, since: datetime, until: datetime) -> list[Entry]:
    """Presences begun in that time that the clock closed and nobody confirmed, oldest first."""
    presences = (line for line in _read(tx, Presence, person, since) if line.le < until)
    return sorted((line for line in presences if line.row.a_confirmer), key=lambda line: line.le)


def entry(tx: Tx, person: Personne, key: str) -> Entry | None:
    """The entry named by `key` when it is theirs or their binôme's, and was not deleted."""
    kind = KINDS.get(key[:1])
    if kind is None or not key[1:].isdigit():
        return None
    return next(_where(tx, kind, kind.id == int(key[1:]), _of(kind, person)), None)


def _of(kind: type[Saisie], person: Personne) -> ColumnElement[bool]:
    """Of their binôme, or noted by them with another one."""
    theirs = or_(kind.binome_id == (person.binome_id or 0), kind.auteur_id == person.id)
    # Named, the programme lets its index by date serve: a binôme's years are not read again.
    return and_(kind.dispositif_id == person.dispositif_id, theirs)


def _read(tx: Tx, kind: type[Saisie], person: Personne, since: datetime) -> Iterator[Entry]:
    yield from _where(tx, kind, _of(kind, person), getattr(kind, kind.moment) >= since)


def _where(tx: Tx, kind: type[Saisie], *conditions: ColumnElement[bool]) -> Iterator[Entry]:
    for row in tx.scalars(select(kind).where(*conditions, kind.alive())):
        yield Entry(f"{kind.lettre}{row.id}", getattr(row, kind.moment), row)
