"""What a binôme logged lately, in one list that either member corrects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from storage.machine.db import Tx
from storage.models import (
    ActionCollective,
    Audit,
    Conflit,
    Demande,
    Difficulte,
    DossierMediation,
    Etonnement,
    HorsTerrain,
    Observation,
    Personne,
    Preconisation,
    Presence,
    ReleveSite,
    Rencontre,
    Signalement,
    Sollicitation,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of the journal; `moment` is its column that dates a row."""

    table: Any
    moment: str = "le"

    def alive(self) -> ColumnElement[bool]:
        """What was neither deleted nor cancelled."""
        if self.table is Signalement:
            return Signalement.statut != "annule"
        if self.table is Rencontre:
            return Rencontre.supprimee_le.is_(None) & (Rencontre.nombre > 0)
        gone: ColumnElement[datetime | None] = self.table.supprimee_le
        return gone.is_(None)

    def of(self, person: Personne) -> ColumnElement[bool]:
        """Of their binôme, or noted by them with another one."""
        own: ColumnElement[bool] = self.table.auteur_id == person.id
        theirs = or_(self.table.binome_id == (person.binome_id or 0), own)
        # Named, the programme lets its index by date serve: a binôme's years are not read again.
        return and_(self.table.dispositif_id == person.dispositif_id, theirs)


KINDS: Final[dict[str, Kind]] = {
    "p": Kind(Presence, "debut"),
    "r": Kind(Rencontre),
    "s": Kind(Signalement, "emis_le"),
    "d": Kind(Sollicitation),
    "c": Kind(Conflit),
    "m": Kind(DossierMediation, "ouvert_le"),
    "o": Kind(Observation),
    "a": Kind(ActionCollective),
    "h": Kind(HorsTerrain),
    "i": Kind(Preconisation),
    "e": Kind(Etonnement),
    "q": Kind(Demande, "recue_le"),
    "f": Kind(Difficulte),
    "g": Kind(ReleveSite),
}
"""By the letter that begins the key of an entry."""

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
        found = _UPDATE.search(self.row.source)
        return int(found[1]) if found else 0

    @property
    def talk(self) -> int:
        """The conversation in which people were counted; 0 for anything else."""
        counted = isinstance(self.row, Rencontre) and self.row.conversation_id
        return max(counted or 0, 0)


def entries(tx: Tx, person: Personne, since: datetime) -> list[Entry]:
    """What the person or their binôme noted since then and did not delete, oldest first."""
    found = [one for letter in KINDS for one in _read(tx, letter, person, since)]
    return sorted(found, key=lambda entry: (entry.le, entry.key[0], int(entry.key[1:])))


def during(tx: Tx, presence: Presence) -> list[Entry]:
    """What was noted in that presence and has its site, unless it was put there by hand."""
    found = [
        one
        for letter, kind in KINDS.items()
        if hasattr(kind.table, "presence_id")
        for one in _where(tx, letter, kind.table.presence_id == presence.id)
        if one.row.site_id == presence.site_id
    ]
    chosen = _placed_by_hand(tx, found)
    return [one for one in found if (one.row.__tablename__, one.row.id) not in chosen]


def _placed_by_hand(tx: Tx, found: list[Entry]) -> set[tuple[str, int]]:
    """(table, row id) of those whose site was corrected."""
    corrected = select(Audit.objet, Audit.objet_id).where(
        Audit.acte == "corriger_site",
        Audit.objet.in_({one.row.__tablename__ for one in found}),
        Audit.objet_id.in_([one.row.id for one in found]),
    )
    return {(objet, row_id or 0) for objet, row_id in tx.execute(corrected)}


def together(tx: Tx, person: Personne, since: datetime, key: str | None = None) -> list[Entry]:
    """Everything that one update wrote: that of the entry `key`, by default the newest (MED-10).

    The newest is what was entered last, whatever hour it bears. A count made in one conversation
    is one entry, tap by tap as it was; on a pinned tally, each key's is its own.
    """
    found = entries(tx, person, since)
    named = [one for one in found if key in (None, one.key)]
    last = max(named, key=lambda one: (one.update, one.le), default=None)
    if last is None or not last.update:
        return [last] if last else []
    once = [one for one in found if one.update == last.update]
    talks = {one.talk for one in once} - {0}
    return [one for one in found if one in once or one.talk in talks]


def last_place(
    tx: Tx, person: Personne, since: datetime, until: datetime | None = None
) -> Entry | None:
    """What was entered last, of that time, where its binôme itself was; None when nothing was."""
    found = entries(tx, person, since)
    there = [one for one in found if one.key[0] == "p" or hasattr(one.row, "presence_id")]
    kept = (one for one in there if until is None or one.le < until)
    return max(kept, key=lambda one: (one.update, one.le), default=None)


def unsure(tx: Tx, person: Personne, since: datetime, until: datetime) -> list[Entry]:
    """Presences begun in that time that the clock closed and nobody confirmed, oldest first."""
    known = (one for one in _read(tx, "p", person, since) if one.le < until)
    return sorted((one for one in known if one.row.a_confirmer), key=lambda entry: entry.le)


def entry(tx: Tx, person: Personne, key: str) -> Entry | None:
    """The entry named by `key` when it is theirs or their binôme's, and was not deleted."""
    kind = KINDS.get(key[:1])
    if kind is None or not key[1:].isdigit():
        return None
    named = select(kind.table).where(kind.table.id == int(key[1:]), kind.of(person), kind.alive())
    row = tx.scalars(named).first()
    return Entry(key, getattr(row, kind.moment), row) if row else None


def _read(tx: Tx, letter: str, person: Personne, since: datetime) -> Iterator[Entry]:
    kind = KINDS[letter]
    yield from _where(tx, letter, kind.of(person), getattr(kind.table, kind.moment) >= since)


def _where(tx: Tx, letter: str, *wanted: ColumnElement[bool]) -> Iterator[Entry]:
    kind = KINDS[letter]
    for row in tx.scalars(select(kind.table).where(*wanted, kind.alive())):
        yield Entry(f"{letter}{row.id}", getattr(row, kind.moment), row)
