"""What a binôme logged lately, in one list that either member corrects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.db import Tx
from storage.models import Audit, Presence, Rencontre, Signalement

PRESENCE, RENCONTRE, SIGNALEMENT = "p", "r", "s"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `key` is its kind's letter and its row id (« p12 »)."""

    key: str
    le: datetime
    row: Presence | Rencontre | Signalement


def entries(tx: Tx, binome_id: int, since: datetime) -> list[Entry]:
    """Presences, encounters and signalements of the binôme since that instant, oldest first."""
    found = [
        *(
            Entry(f"{PRESENCE}{row.id}", row.debut, row)
            for row in _presences(tx, binome_id, since)
        ),
        *(Entry(f"{RENCONTRE}{row.id}", row.le, row) for row in _met(tx, binome_id, since)),
        *(
            Entry(f"{SIGNALEMENT}{row.id}", row.emis_le, row)
            for row in _reported(tx, binome_id, since)
        ),
    ]
    return sorted(found, key=lambda entry: (entry.le, entry.key))


def unsure(tx: Tx, binome_id: int, since: datetime, until: datetime) -> list[Entry]:
    """Presences begun in that time that the clock closed and nobody confirmed, oldest first."""
    rows = (row for row in _presences(tx, binome_id, since) if row.debut < until)
    found = [Entry(f"{PRESENCE}{row.id}", row.debut, row) for row in rows if row.a_confirmer]
    return sorted(found, key=lambda entry: entry.le)


def entry(tx: Tx, binome_id: int, key: str) -> Entry | None:
    """The entry named by `key` when it belongs to this binôme and was not deleted."""
    row = _row(tx, key[:1], int(key[1:])) if key[1:].isdigit() else None
    if row is None or row.binome_id != binome_id or _is_gone(row):
        return None
    return Entry(key, _moment(row), row)


def note(tx: Tx, now: datetime, personne_id: int, acte: str, entry: Entry, detail: str) -> None:
    """Append what was corrected, and its value before, to the audit."""
    tx.add(
        Audit(
            le=now,
            personne_id=personne_id,
            acte=acte,
            objet=type(entry.row).__tablename__,
            objet_id=entry.row.id,
            detail=detail,
        )
    )


def _presences(tx: Tx, binome_id: int, since: datetime) -> list[Presence]:
    found = select(Presence).where(
        Presence.binome_id == binome_id,
        Presence.debut >= since,
        Presence.supprimee_le.is_(None),
    )
    return list(tx.scalars(found))


def _met(tx: Tx, binome_id: int, since: datetime) -> list[Rencontre]:
    found = select(Rencontre).where(
        Rencontre.binome_id == binome_id,
        Rencontre.le >= since,
        Rencontre.nombre > 0,
        Rencontre.supprimee_le.is_(None),
    )
    return list(tx.scalars(found))


def _reported(tx: Tx, binome_id: int, since: datetime) -> list[Signalement]:
    found = select(Signalement).where(
        Signalement.binome_id == binome_id,
        Signalement.emis_le >= since,
        Signalement.statut != "annule",
    )
    return list(tx.scalars(found))


def _row(tx: Tx, kind: str, row_id: int) -> Presence | Rencontre | Signalement | None:
    match kind:
        case "p":
            return tx.get(Presence, row_id)
        case "r":
            return tx.get(Rencontre, row_id)
        case "s":
            return tx.get(Signalement, row_id)
        case _:
            return None


def _is_gone(row: Presence | Rencontre | Signalement) -> bool:
    if isinstance(row, Signalement):
        return row.statut == "annule"
    return row.supprimee_le is not None


def _moment(row: Presence | Rencontre | Signalement) -> datetime:
    if isinstance(row, Presence):
        return row.debut
    return row.le if isinstance(row, Rencontre) else row.emis_le
