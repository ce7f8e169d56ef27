"""Time worked, in minutes of persons: in the street, out of it, and what each usually notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, func, or_, select

from bot.clock import PARIS
from bot.domain.temps import TempsDeTravail
from storage import appartenances
from storage.appartenances import Sejour
from storage.machine.db import Tx
from storage.models import HorsTerrain, Personne, Presence, PresenceSegment
from storage.presences import LONGEST

USUAL = 2
"""Times that a person noted the same thing before it counts as a habit."""

FOREVER: Final = date(9999, 1, 1)
ParBinome = dict[int, TempsDeTravail]
"""By binôme."""
_KEPT = and_(
    Presence.supprimee_le.is_(None), Presence.fin.is_not(None), Presence.a_confirmer.is_(False)
)
_SINCE: Final[BindParameter[datetime]] = bindparam("b_since")
_UNTIL: Final[BindParameter[datetime]] = bindparam("b_until")
_CUT = case(
    (or_(PresenceSegment.debut < _SINCE, PresenceSegment.fin > _UNTIL), PresenceSegment.id)
)
"""A segment that a bound cuts stands alone: a night at the end of a month."""
_PRESENCE_BY = (
    select(
        *(Presence.binome_id, func.sum(PresenceSegment.minutes * Presence.mediateurs), _CUT),
        *(func.min(PresenceSegment.debut), func.max(PresenceSegment.fin)),
        func.max(Presence.mediateurs),
    )
    .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
    .where(
        _KEPT,
        Presence.dispositif_id == bindparam("b_dispositif"),
        Presence.debut >= bindparam("b_begun"),
        Presence.debut < _UNTIL,
        PresenceSegment.debut < _UNTIL,
        PresenceSegment.fin > _SINCE,
    )
    .group_by(Presence.binome_id, _CUT)
)
_OUT_BY = (
    select(HorsTerrain.binome_id, func.sum(HorsTerrain.minutes))
    .where(
        HorsTerrain.dispositif_id == bindparam("b_dispositif"),
        HorsTerrain.supprimee_le.is_(None),
        HorsTerrain.jour >= bindparam("b_first"),
        HorsTerrain.jour < bindparam("b_before"),
    )
    .group_by(HorsTerrain.binome_id)
)


_MINE = (HorsTerrain.auteur_id == bindparam("b_auteur"), HorsTerrain.supprimee_le.is_(None))
_NOTED = (
    select(HorsTerrain)
    .where(*_MINE, HorsTerrain.jour == bindparam("b_jour"))
    .order_by(HorsTerrain.id)
)
_LAST_DAY = select(func.max(HorsTerrain.jour)).where(
    *_MINE,
    HorsTerrain.jour < bindparam("b_before"),
    HorsTerrain.jour >= bindparam("b_first"),
)
_LAST_NOTED = (
    select(HorsTerrain)
    .where(*_MINE, HorsTerrain.jour == _LAST_DAY.scalar_subquery())
    .order_by(HorsTerrain.id)
)
_TIMES = func.count()
_USUAL = (
    select(HorsTerrain.categorie, HorsTerrain.minutes)
    .where(*_MINE, HorsTerrain.jour >= bindparam("b_first"))
    .group_by(HorsTerrain.categorie, HorsTerrain.minutes)
    .having(_TIMES >= USUAL)
    .order_by(_TIMES.desc(), HorsTerrain.categorie, HorsTerrain.minutes)
    .limit(bindparam("b_most"))
)


def of_binomes(tx: Tx, dispositif_id: int, first: date, before: date = FOREVER) -> ParBinome:
    """Each binôme's whole time (000 l.142) from that day on (Paris), until another if it is given.

    One hour of two mediators makes two hours; pauses and unconfirmed presences are left out. A
    night across a bound is cut there, as every figure cuts it. What somebody of no binôme noted
    is under 0.
    """
    since, until = (datetime.combine(day, time(0), PARIS) for day in (first, before))
    days = {"b_dispositif": dispositif_id, "b_first": first, "b_before": before}
    out = {binome_id or 0: int(minutes) for binome_id, minutes in tx.execute(_OUT_BY, days)}
    instants = {"b_since": since, "b_until": until, "b_begun": since - LONGEST}
    asked = {"b_dispositif": dispositif_id, **instants}
    there: dict[int, int] = {}
    for binome_id, minutes, cut, debut, fin, mediateurs in tx.execute(_PRESENCE_BY, asked):
        if cut is not None:
            whole = min(fin, until) - max(debut, since)
            minutes = int(whole.total_seconds()) // 60 * mediateurs
        there[binome_id] = there.get(binome_id, 0) + int(minutes)
    return {
        binome_id: TempsDeTravail(there.get(binome_id, 0), out.get(binome_id, 0))
        for binome_id in there.keys() | out.keys()
    }


def together(temps: Iterable[TempsDeTravail]) -> TempsDeTravail:
    """A whole team's time, added up: the only grain at which the 60 % is judged (000 l.142)."""
    every = tuple(temps)
    presence = sum(one.presence for one in every)
    return TempsDeTravail(presence, sum(one.hors_terrain for one in every))


def of_person(tx: Tx, person: Personne, since: datetime, day: date) -> TempsDeTravail:
    """One person's own time: presences together, and those that they held alone.

    A presence is theirs when it began while they were in its binôme, whichever it was.
    """
    phones = appartenances.phones(tx, person)
    mine = [phone.id for phone in phones]
    there = and_(
        or_(*(_during(stay) for stay in appartenances.sejours_under(tx, person, phones))),
        or_(Presence.mediateurs > 1, Presence.auteur_id.in_(mine)),
    )
    presence = _presence(tx, PresenceSegment.minutes, there, since)
    return TempsDeTravail(presence, _out(tx, HorsTerrain.auteur_id.in_(mine), day))


def noted_on(tx: Tx, person_id: int, day: date) -> list[HorsTerrain]:
    """What a person noted out of the street for one day, oldest first."""
    return list(tx.scalars(_NOTED, {"b_auteur": person_id, "b_jour": day}))


def last_noted(tx: Tx, person_id: int, before: date) -> list[HorsTerrain]:
    """What a person noted for the last day that has any, of the week before that day."""
    week = {"b_first": before - timedelta(days=7), "b_before": before}
    return list(tx.scalars(_LAST_NOTED, {"b_auteur": person_id, **week}))


def usual(tx: Tx, person_id: int, since: date, most: int) -> Sequence[tuple[str, int]]:
    """The (category, minutes) pairs that a person notes most since then, at least twice each."""
    asked = {"b_auteur": person_id, "b_first": since, "b_most": most}
    return [(categorie, minutes) for categorie, minutes in tx.execute(_USUAL, asked)]


def _during(stay: Sejour) -> ColumnElement[bool]:
    began = and_(Presence.binome_id == stay.binome_id, Presence.debut >= stay.de)
    return and_(began, Presence.debut < stay.a) if stay.a else began


def _presence(tx: Tx, minutes: Any, whose: ColumnElement[bool], since: datetime) -> int:
    query = (
        select(func.coalesce(func.sum(minutes), 0))
        .join(Presence, Presence.id == PresenceSegment.presence_id)
        .where(_KEPT, whose, PresenceSegment.debut >= since, Presence.debut >= since - LONGEST)
    )
    return int(tx.execute(query).scalar_one())


def _out(tx: Tx, whose: ColumnElement[bool], day: date) -> int:
    query = select(func.coalesce(func.sum(HorsTerrain.minutes), 0)).where(
        HorsTerrain.supprimee_le.is_(None), whose, HorsTerrain.jour >= day
    )
    return int(tx.execute(query).scalar_one())
