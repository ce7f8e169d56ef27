"""What a binôme logged lately, in one list that either member corrects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    false,
    func,
    inspect,
    literal,
    select,
    union_all,
)

from bot.discover import DiscoveryError, merged
from storage import objets
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Audit, Base, Personne, Presence, Rencontre, Saisie
from storage.models.gestes import FIN, Geste


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

_PLACED: Final = {
    letter for letter, kind in KINDS.items() if kind is Presence or hasattr(kind, "presence_id")
}
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
_UPDATE: Final = re.compile(r"\btg:\d+:(\d+)")
"""In the source of a row: the update that wrote it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `key` is its kind's letter and its row id (« p12 »)."""

    key: str
    le: datetime
    row: Any


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a line is found, and what it came with: its row is read only to be shown."""

    letter: str
    row_id: int
    le: datetime
    source: str
    talk: int
    """The conversation in which people were counted; 0 for anything else."""
    unsure: bool
    """A presence that the clock closed, and nobody confirmed."""
    aside: bool
    """It is taken back like any other, and another line says it: it is none of its own."""

    @property
    def key(self) -> str:
        """« p12 »."""
        return f"{self.letter}{self.row_id}"

    @property
    def update(self) -> int:
        """The number of the update that wrote it: in a week, they grow as they come (P4)."""
        match = _UPDATE.search(self.source)
        return int(match[1]) if match else 0


def _of(kind: type[Saisie]) -> ColumnElement[bool]:
    """Theirs, and neither deleted nor cancelled."""
    return and_(objets.saisies(kind), kind.alive())


def _traced(kind: type[Saisie]) -> Select[Any]:
    """The columns of a Trace, of the lines of one kind since an instant."""
    moment = getattr(kind, kind.moment)
    talk = func.coalesce(Rencontre.conversation_id, 0) if kind is Rencontre else literal(0)
    unsure = Presence.a_confirmer if kind is Presence else false()
    aside = Geste.quoi == FIN if kind is Geste else false()
    found = select(literal(kind.lettre), kind.id, moment, kind.source, talk, unsure, aside)
    until = bindparam("b_until", type_=Instant())
    return found.where(_of(kind), moment >= bindparam("b_since"), moment < until)


_SINCE: Final = union_all(*(_traced(kind) for kind in KINDS.values()))
_NAMED: Final = {
    letter: select(kind).where(_of(kind), kind.id.in_(bindparam("b_ids", expanding=True)))
    for letter, kind in KINDS.items()
}


def kind_of(objet: str) -> type[Saisie] | None:
    """The kind of entry that a note or the audit names « observation »; None for anything else."""
    return _BY_TABLE.get(objet)


class Whose(Protocol):
    """Whose entries are read: a person, with those of their binôme."""

    @property
    def dispositif_id(self) -> int: ...
    @property
    def binome_id(self) -> int | None: ...
    @property
    def id(self) -> int: ...


def traces(tx: Tx, person: Whose, since: datetime, until: datetime | None = None) -> list[Trace]:
    """What the person or their binôme noted since then and did not delete, oldest first.

    One statement, whatever the kinds and the lines.
    """
    found = tx.execute(_SINCE, _whose(person) | {"b_since": since, "b_until": until or NEVER})
    return sorted(
        (Trace(*row) for row in found), key=lambda line: (line.le, line.letter, line.row_id)
    )


def read(tx: Tx, person: Whose, keys: Iterable[str]) -> list[Entry]:
    """The entries of these keys that are theirs and stand, in that order; a statement a kind."""
    wanted = list(keys)
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for key in wanted:
        if key[:1] in KINDS and key[1:].isdigit():
            ids[key[0]].append(int(key[1:]))
    found = {
        one.key: one
        for letter, mine in ids.items()
        for one in _entries(tx.scalars(_NAMED[letter], _whose(person) | {"b_ids": mine}))
    }
    return [found[key] for key in wanted if key in found]


def gone(tx: Tx, named: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these rows (« observation », 12), those that were deleted; a statement a kind."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for objet, row_id in named:
        ids[objet].append(row_id)
    deleted: set[tuple[str, int]] = set()
    for objet, mine in ids.items():
        since = getattr(kind_of(objet), "supprimee_le", None)
        if since is not None:
            row_id = since.class_.id
            found = select(row_id).where(row_id.in_(mine), since.is_not(None))
            deleted.update((objet, one) for one in tx.scalars(found))
    return deleted


def standing(tx: Tx, named: Sequence[tuple[str, int]]) -> list[Saisie]:
    """Of these rows (« rencontre », 12), those that nobody took away, in that order."""
    found: dict[tuple[str, int], Saisie] = {}
    for objet in dict.fromkeys(objet for objet, _row_id in named):
        if kind := kind_of(objet):
            ids = [row_id for other, row_id in named if other == objet]
            rows = tx.scalars(select(kind).where(kind.id.in_(ids), kind.alive()))
            found |= {(objet, row.id): row for row in rows}
    return [found[one] for one in named if one in found]


def entries(tx: Tx, person: Personne, since: datetime) -> list[Entry]:
    """The same as `traces`, with their rows."""
    return read(tx, person, [line.key for line in traces(tx, person, since)])


def entry(tx: Tx, person: Personne, key: str) -> Entry | None:
    """The entry named by `key` when it is theirs or their binôme's, and was not deleted."""
    return next(iter(read(tx, person, [key])), None)


def during(tx: Tx, presence: Presence) -> list[Entry]:
    """What was noted in that presence and has its site, unless it was put there by hand."""
    lines = [
        line
        for kind in KINDS.values()
        if (column := getattr(kind, "presence_id", None)) is not None
        for line in _entries(tx.scalars(select(kind).where(column == presence.id, kind.alive())))
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


def together(lines: Sequence[Trace], key: str | None = None) -> list[Trace]:
    """Everything that one update wrote: that of the entry `key`, by default the newest (MED-10).

    The newest is what was entered last, whatever hour it bears. A count made in one conversation
    is one entry, tap by tap as it was; on a pinned tally, each key's is its own.
    """
    candidates = [line for line in lines if key in (None, line.key)]
    last = max(candidates, key=lambda line: (line.update, line.le), default=None)
    if last is None or not last.update:
        return [last] if last else []
    once = [line for line in lines if line.update == last.update]
    # What a pinned tally counts has a number of its own, below 0.
    talks = {line.talk for line in once if line.talk > 0}
    return [line for line in lines if line in once or line.talk in talks]


def last_place(
    tx: Tx, person: Personne, since: datetime, until: datetime | None = None
) -> Entry | None:
    """What was entered last, of that time, where its binôme itself was; None when nothing was."""
    before = (
        line
        for line in traces(tx, person, since)
        if line.letter in _PLACED and (until is None or line.le < until)
    )
    last = max(before, key=lambda line: (line.update, line.le), default=None)
    return entry(tx, person, last.key) if last else None


def _whose(person: Whose) -> dict[str, Any]:
    return {
        "b_dispositif": person.dispositif_id,
        # Of no binôme, they have their own deeds: those of nobody's are not theirs.
        "b_binome": person.binome_id or objets.NOBODY,
        "b_personne": person.id,
    }


def _entries(rows: Iterable[Saisie]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(f"{row.lettre}{row.id}", getattr(row, row.moment), row)
