"""Time worked, in minutes of persons: in the street, out of it, and what each usually notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.domain.temps import TempsDeTravail
from storage import appartenances
from storage.appartenances import Sejour
from storage.machine.db import Tx
from storage.models import HorsTerrain, Personne, Presence, PresenceSegment

USUAL = 2
"""Times that a person noted the same thing before it counts as a habit."""

_KEPT = and_(
    Presence.supprimee_le.is_(None), Presence.fin.is_not(None), Presence.a_confirmer.is_(False)
)


def of_binome(tx: Tx, binome_id: int, since: datetime | None, day: date | None) -> TempsDeTravail:
    """The binôme's whole time: presence since that instant, the rest since that day (000 l.142).

    One hour of two mediators makes two hours; pauses and unconfirmed presences are left out.
    """
    minutes = PresenceSegment.minutes * Presence.mediateurs
    presence = _presence(tx, minutes, Presence.binome_id == binome_id, since)
    return TempsDeTravail(presence, _out(tx, HorsTerrain.binome_id == binome_id, day))


def of_team(
    tx: Tx, dispositif_id: int, since: datetime | None, day: date | None
) -> TempsDeTravail:
    """The whole team's time, added up: the only grain at which the 60 % is judged (000 l.142)."""
    minutes = PresenceSegment.minutes * Presence.mediateurs
    presence = _presence(tx, minutes, Presence.dispositif_id == dispositif_id, since)
    return TempsDeTravail(presence, _out(tx, HorsTerrain.dispositif_id == dispositif_id, day))


def of_person(tx: Tx, person: Personne, since: datetime, day: date) -> TempsDeTravail:
    """One person's own time: presences together, and those that they held alone.

    A presence is theirs when it began while they were in its binôme, whichever it was.
    """
    mine = appartenances.ids(tx, person)
    there = and_(
        or_(*(_during(stay) for stay in appartenances.sejours(tx, person))),
        or_(Presence.mediateurs > 1, Presence.auteur_id.in_(mine)),
    )
    presence = _presence(tx, PresenceSegment.minutes, there, since)
    return TempsDeTravail(presence, _out(tx, HorsTerrain.auteur_id.in_(mine), day))


def noted_on(tx: Tx, person_id: int, day: date) -> list[HorsTerrain]:
    """What a person noted out of the street for one day, oldest first."""
    query = select(HorsTerrain).where(
        HorsTerrain.auteur_id == person_id,
        HorsTerrain.jour == day,
        HorsTerrain.supprimee_le.is_(None),
    )
    return list(tx.scalars(query.order_by(HorsTerrain.id)))


def last_noted(tx: Tx, person_id: int, before: date) -> list[HorsTerrain]:
    """What a person noted for the last day that has any, of the week before that day."""
    latest = select(func.max(HorsTerrain.jour)).where(
        HorsTerrain.auteur_id == person_id,
        HorsTerrain.jour < before,
        HorsTerrain.jour >= before - timedelta(days=7),
        HorsTerrain.supprimee_le.is_(None),
    )
    day = tx.execute(latest).scalar()
    return noted_on(tx, person_id, day) if day else []


def usual(tx: Tx, person_id: int, most: int) -> Sequence[tuple[str, int]]:
    """The (category, minutes) pairs that a person notes most, at least twice each."""
    times = func.count()
    query = (
        select(HorsTerrain.categorie, HorsTerrain.minutes)
        .where(HorsTerrain.auteur_id == person_id, HorsTerrain.supprimee_le.is_(None))
        .group_by(HorsTerrain.categorie, HorsTerrain.minutes)
        .having(times >= USUAL)
        .order_by(times.desc(), HorsTerrain.categorie, HorsTerrain.minutes)
        .limit(most)
    )
    return [(categorie, minutes) for categorie, minutes in tx.execute(query)]


def _during(stay: Sejour) -> ColumnElement[bool]:
    began = and_(Presence.binome_id == stay.binome_id, Presence.debut >= stay.de)
    return and_(began, Presence.debut < stay.a) if stay.a else began


def _presence(tx: Tx, minutes: Any, whose: ColumnElement[bool], since: datetime | None) -> int:
    query = (
        select(func.coalesce(func.sum(minutes), 0))
        .join(Presence, Presence.id == PresenceSegment.presence_id)
        .where(_KEPT, whose)
    )
    if since is not None:
        query = query.where(PresenceSegment.debut >= since)
    return int(tx.execute(query).scalar_one())


def _out(tx: Tx, whose: ColumnElement[bool], day: date | None) -> int:
    query = select(func.coalesce(func.sum(HorsTerrain.minutes), 0)).where(
        HorsTerrain.supprimee_le.is_(None), whose
    )
    if day is not None:
        query = query.where(HorsTerrain.jour >= day)
    return int(tx.execute(query).scalar_one())
