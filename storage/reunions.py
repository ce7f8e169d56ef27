"""Meetings of the comités: planned, held or put off, counted between two comités techniques."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, func, select

from storage.dispositif import Dispositif, Intervention, actifs
from storage.libre import RIEN
from storage.machine.db import Tx
from storage.models import Reunion
from storage.programme import Programme

_Meeting = tuple[date, bool | None]
"""A meeting: its day, then whether it was held (None as long as nobody said)."""
_MINE: Final = Reunion.dispositif_id == bindparam("b_dispositif")
_THEIRS: Final = Reunion.comite.in_(bindparam("b_comites", expanding=True))
# Written once: a screen asks for each of them more than once.
_OPEN: Final = (
    select(Reunion).where(_MINE, Reunion.tenue.is_(None)).order_by(Reunion.jour, Reunion.id)
)
_LATEST: Final = select(func.max(Reunion.jour)).where(
    _MINE, _THEIRS, Reunion.tenue.is_(True), Reunion.jour <= bindparam("b_until")
)
_SINCE: Final = (
    select(Reunion.jour)
    .where(_MINE, _THEIRS, Reunion.tenue.is_not(False), Reunion.jour >= bindparam("b_first"))
    .order_by(Reunion.jour)
)
_FOLLOWED: Final = (
    select(Reunion.comite, Reunion.jour, Reunion.tenue)
    .where(_MINE, _THEIRS, Reunion.jour.between(bindparam("b_first"), bindparam("b_last")))
    .order_by(Reunion.jour, Reunion.id)
)


@dataclass(frozen=True, slots=True)
class Suivi:
    """What became of the meetings of one comité by the end of a day; days in order."""

    tenues: tuple[date, ...] = ()
    manquees: tuple[date, ...] = ()
    """Planned for a day that is over, and not noted as held."""

    def since(self, first: date) -> Suivi:
        """Those of that day and later."""
        held, missed = (
            tuple(day for day in days if day >= first) for days in (self.tenues, self.manquees)
        )
        return Suivi(held, missed)


Suivis = Mapping[str, Suivi]
"""By slug of comité."""


def since_decision(config: Dispositif, intervention: Intervention, suivis: Suivis) -> Suivi:
    """What became of the meetings that follow it since it was decided (000 l.71)."""
    mine = [
        suivis[comite.slug].since(intervention.decision)
        for comite in config.comites_du_site(intervention.site)
    ]
    return Suivi(
        tuple(sorted(day for one in mine for day in one.tenues)),
        tuple(sorted(day for one in mine for day in one.manquees)),
    )


def plan(tx: Tx, dispositif_id: int, comite: str, day: date, source: str) -> Reunion:
    """A meeting to come; `source` is unique for ever (P4)."""
    row = Reunion(
        dispositif_id=dispositif_id,
        comite=comite,
        jour=day,
        tenue=None,
        decisions=RIEN,
        source=source,
    )
    tx.add(row)
    tx.flush()
    return row


def open_ones(tx: Tx, dispositif_id: int) -> list[Reunion]:
    """Planned, and neither held nor put off yet, the soonest first."""
    return list(tx.scalars(_OPEN, {"b_dispositif": dispositif_id}))


def of_day(tx: Tx, dispositif_id: int, comites: Iterable[str], day: date) -> Reunion | None:
    """The meeting of one of these comités on that day, planned or held."""
    query = select(Reunion).where(
        Reunion.dispositif_id == dispositif_id,
        Reunion.comite.in_(tuple(comites)),
        Reunion.jour == day,
        Reunion.tenue.is_not(False),
    )
    return tx.scalars(query.order_by(Reunion.id)).first()


def decided_since(
    tx: Tx, dispositif_id: int, comites: Iterable[str], since: date
) -> list[Reunion]:
    """Meetings of these comités, held after that day, that decided something; oldest first."""
    query = select(Reunion).where(
        Reunion.dispositif_id == dispositif_id,
        Reunion.comite.in_(tuple(comites)),
        Reunion.tenue.is_(True),
        Reunion.decisions != "",
        Reunion.jour > since,
    )
    return list(tx.scalars(query.order_by(Reunion.jour, Reunion.id)))


def last_held(
    tx: Tx, dispositif_id: int, comites: Iterable[str], until: date = date.max
) -> date | None:
    """The day of the latest meeting held of any of these comités, by the end of that day."""
    asked = {"b_dispositif": dispositif_id, "b_comites": tuple(comites), "b_until": until}
    return tx.execute(_LATEST, asked).scalar()


def days_since(tx: Tx, dispositif_id: int, comites: Iterable[str], first: date) -> list[date]:
    """The days of their meetings, planned or held, from that one on; in order."""
    asked = {"b_dispositif": dispositif_id, "b_comites": tuple(comites), "b_first": first}
    return list(tx.scalars(_SINCE, asked))


def quarter_began(tx: Tx, programme: Programme, until: date = date.max) -> date | None:
    """When the quarter under way by the end of that day began: the last comité technique.

    What it decided, it met to decide (000 l.59). None before the first one.
    """
    techniques = [one.slug for one in actifs(programme.config.comites) if one.sorte == "technique"]
    if not techniques:
        return None
    days = (last_held(tx, programme.id, techniques, until), programme.last_decision(until))
    return max(filter(None, days), default=None)


def held_on(tx: Tx, dispositif_id: int, comite: str, day: date) -> bool:
    """Whether that comité is already written down as held on that day."""
    query = select(Reunion.id).where(
        Reunion.dispositif_id == dispositif_id,
        Reunion.comite == comite,
        Reunion.jour == day,
        Reunion.tenue.is_(True),
    )
    return tx.scalars(query).first() is not None


def held_since(
    tx: Tx, dispositif_id: int, comites: Iterable[str], since: date
) -> Mapping[str, int]:
    """How many meetings of each of these comités were held from that day on."""
    counted = (
        select(Reunion.comite, func.count())
        .where(
            Reunion.dispositif_id == dispositif_id,
            Reunion.comite.in_(tuple(comites)),
            Reunion.tenue.is_(True),
            Reunion.jour >= since,
        )
        .group_by(Reunion.comite)
    )
    return Counter({comite: number for comite, number in tx.execute(counted)})


def suivis(
    tx: Tx, dispositif_id: int, comites: Iterable[str], first: date, last: date
) -> defaultdict[str, Suivi]:
    """Each comité with its meetings held, and missed, from `first` to `last`, both included."""
    asked = {"b_dispositif": dispositif_id, "b_comites": tuple(comites)}
    rows: defaultdict[str, list[_Meeting]] = defaultdict(list)
    for comite, jour, tenue in tx.execute(_FOLLOWED, asked | {"b_first": first, "b_last": last}):
        rows[comite].append((jour, tenue))
    return defaultdict(Suivi, {comite: _suivi(found) for comite, found in rows.items()})


def _suivi(rows: Iterable[_Meeting]) -> Suivi:
    found = list(rows)
    return Suivi(
        tuple(jour for jour, tenue in found if tenue),
        tuple(jour for jour, tenue in found if tenue is None),
    )
