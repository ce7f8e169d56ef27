"""Where presences are, from when, until when: one of them, or everybody's over a short time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Table, bindparam, or_, select

from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import Presence
from storage.presences import LONGEST

AS_IT_BEGINS: Final = timedelta(minutes=2)
"""What was said that shortly before a presence is of it: the tap that began it has no hour."""
_T = cast(Table, Presence.__table__)


@dataclass(frozen=True, slots=True)
class Venue:
    """One presence; `fin` is None while it runs."""

    site_id: int
    debut: datetime
    fin: datetime | None
    binome_id: int

    def holds(self, le: datetime) -> bool:
        """Whether what was said at `le` is of it."""
        return self.debut - AS_IT_BEGINS <= le and (self.fin is None or le < self.fin)


_EVERY: Final = select(_T.c.site_id, _T.c.debut, _T.c.fin, _T.c.binome_id)
_ONE: Final = Prepared(_EVERY.where(_T.c.id == bindparam("b_id")), Venue)
_BETWEEN: Final = _EVERY.where(
    _T.c.dispositif_id == bindparam("b_dispositif"),
    _T.c.supprimee_le.is_(None),
    _T.c.debut >= bindparam("b_since"),
    _T.c.debut < bindparam("b_until"),
).order_by(_T.c.debut, _T.c.id)
_BEGUN: Final = Prepared(_BETWEEN, Venue)
_TOUCHING: Final = Prepared(
    _BETWEEN.where(or_(_T.c.fin.is_(None), _T.c.fin > bindparam("b_after"))), Venue
)

_WHERE: Final = Prepared(
    select(_T.c.site_id)
    .where(_T.c.binome_id == bindparam("b_binome"), _T.c.supprimee_le.is_(None))
    .where(_T.c.debut >= bindparam("b_since"))
    .distinct(),
    int,
)

Venues = dict[int, list[Venue]]
"""By binôme, in the order they began."""


def sites_of(tx: Tx, binome_id: int, since: datetime) -> list[int]:
    """The row ids of the sites where that binôme has been since then."""
    return _WHERE.all(tx, {"b_binome": binome_id, "b_since": since})


def of(tx: Tx, presence_id: int) -> Venue:
    """That presence; asked at every tap of a tally, so the rest is left unread.

    Asked again in the same transaction, it costs nothing; a row that was read since knows best.
    """
    row = tx.identity_map.get(tx.identity_key(Presence, presence_id))
    if row is not None:
        return Venue(row.site_id, row.debut, row.fin, row.binome_id)
    known = _known(tx)
    if presence_id not in known:
        (known[presence_id],) = _ONE.all(tx, {"b_id": presence_id})
    return known[presence_id]


def note(tx: Tx, presence_id: int, venue: Venue) -> None:
    """It was just read, with something else: `of` need not ask."""
    _known(tx)[presence_id] = venue


def _known(tx: Tx) -> dict[int, Venue]:
    known: dict[int, Venue] = tx.info.setdefault("venues", {})
    return known


def begun(tx: Tx, dispositif_id: int, since: datetime, until: datetime) -> Venues:
    """Those that began in that time."""
    return _read(tx, _BEGUN, dispositif_id, b_since=since, b_until=until)


def touching(tx: Tx, dispositif_id: int, since: datetime, until: datetime) -> Venues:
    """Those that have some time between those instants, running or not."""
    asked = {"b_since": since - LONGEST, "b_until": until, "b_after": since}
    return _read(tx, _TOUCHING, dispositif_id, **asked)


def _read(tx: Tx, query: Prepared[Venue], dispositif_id: int, **asked: datetime) -> Venues:
    tx.flush()
    venues: Venues = {}
    for venue in query.all(tx, {"b_dispositif": dispositif_id, **asked}):
        venues.setdefault(venue.binome_id, []).append(venue)
    return venues
