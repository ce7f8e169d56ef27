"""Where a turn noted something, to say whether any intervention was decided there (000 l.59)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import event
from sqlalchemy.orm import object_session

from storage.machine.db import Tx
from storage.models import Saisie

_NOTED: Final = "hors_decision"


class Noted(NamedTuple):
    """One entry: its site, and its instant (UTC)."""

    site_id: int
    le: datetime


def place_of(row: Any) -> Noted | None:
    """Where and when that entry is; None for what has no site, or is no entry."""
    site_id: int | None = getattr(row, "site_id", None) if isinstance(row, Saisie) else None
    return Noted(site_id, getattr(row, row.moment)) if site_id is not None else None


def noted(tx: Tx) -> list[Noted]:
    """Those that this unit of work wrote, and that no card has spoken of; in their order."""
    return list(tx.info.get(_NOTED, ()))


def spoken_of(tx: Tx, place: Noted) -> None:
    """Its own card says it."""
    tx.info.get(_NOTED, {}).pop(place, None)


@event.listens_for(Saisie, "after_insert", propagate=True)
def _inserted(_mapper: Any, _connection: Any, row: Saisie) -> None:
    """Whatever flow wrote it."""
    tx, place = object_session(row), place_of(row)
    if tx is not None and place is not None:
        tx.info.setdefault(_NOTED, {})[place] = None
