"""One intervention in figures: hours, ambiance, what is open on its site; bounded by its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from bot.clock import PARIS
from bot.domain.semaine import Semaine, weeks
from bot.domain.vies.preconisation import UNDECIDED
from bot.domain.vies.signalement import AWAITED, OPEN
from storage import planning
from storage.machine.db import Tx
from storage.models import (
    CreneauPrevu,
    DossierMediation,
    Preconisation,
    Presence,
    PresenceSegment,
    Relais,
    Signalement,
)
from storage.presences import LONGEST
from storage.programme import Programme

OPEN_SINCE: Final = timedelta(days=365)
"""A signalement older than that is looked for elsewhere: nobody reads ten years of them here."""

_SITE: Final[Any] = bindparam("b_site")
_SINCE: Final[Any] = bindparam("b_since")
_UNTIL: Final[Any] = bindparam("b_until")


def _count(table: type, *where: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(table).where(*where)


_DONE: Final = (
    select(
        func.coalesce(func.sum(PresenceSegment.minutes), 0),
        func.coalesce(func.sum(PresenceSegment.minutes * Presence.mediateurs), 0),
    )
    .join(Presence, Presence.id == PresenceSegment.presence_id)
    .where(
        Presence.site_id == _SITE,
        Presence.supprimee_le.is_(None),
        Presence.fin.is_not(None),
        Presence.a_confirmer.is_(False),
        Presence.debut >= bindparam("b_begun"),
        Presence.debut < _UNTIL,
        PresenceSegment.debut >= _SINCE,
        PresenceSegment.debut < _UNTIL,
    )
)
_LIVING: Final = (
    _count(
        Signalement,
        Signalement.site_id == _SITE,
        Signalement.emis_le >= bindparam("b_old"),
        Signalement.statut.in_(OPEN),
    ),
    _count(
        Signalement,
        Signalement.site_id == _SITE,
        Signalement.emis_le >= bindparam("b_old"),
        Signalement.statut.in_(AWAITED),
        Signalement.echeance < bindparam("b_now"),
    ),
    _count(
        Relais, Relais.site_id == _SITE, Relais.clos_le.is_(None), Relais.supprimee_le.is_(None)
    ),
    _count(
        Relais,
        Relais.site_id == _SITE,
        Relais.clos_le.is_(None),
        Relais.supprimee_le.is_(None),
        Relais.verifier_le < bindparam("b_now"),
    ),
    _count(
        DossierMediation,
        DossierMediation.site_id == _SITE,
        DossierMediation.clos_le.is_(None),
        DossierMediation.supprimee_le.is_(None),
    ),
    _count(
        Preconisation,
        Preconisation.site_id == _SITE,
        Preconisation.le >= bindparam("b_old"),
        Preconisation.statut.in_(UNDECIDED),
        Preconisation.supprimee_le.is_(None),
    ),
)
_ALL_LIVING: Final = select(*(counted.scalar_subquery() for counted in _LIVING))
_WRITTEN: Final = (
    select(CreneauPrevu.jour)
    .where(
        CreneauPrevu.dispositif_id == bindparam("b_dispositif"),
        CreneauPrevu.jour.between(bindparam("b_first"), bindparam("b_last")),
    )
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Vivants:
    """What is open on a site."""

    signalements: int
    signalements_en_retard: int
    relais: int
    relais_a_verifier: int
    mediations: int
    preconisations: int


def minutes_done(tx: Tx, site_id: int, first: date, last: date) -> tuple[int, int]:
    """Minutes of confirmed presence between two days, both included: of binômes, of persons."""
    bounds = _bounds(first, last)
    asked = {"b_site": site_id, "b_begun": bounds["b_since"] - LONGEST, **bounds}
    presence, persons = tx.execute(_DONE, asked).one()
    return int(presence), int(persons)


def minutes_planned(
    tx: Tx, programme: Programme, site: str, first: date, last: date, now: datetime
) -> tuple[int, int]:
    """Minutes planned there that are over, and until the last day; a slot called off is none.

    Weeks that nobody wrote follow the file. Four statements whatever the weeks.
    """
    monday, sunday = Semaine.around(first).lundi, Semaine.around(last).dimanche
    asked = {"b_dispositif": programme.id, "b_first": monday, "b_last": sunday}
    written = {Semaine.around(day) for day in tx.scalars(_WRITTEN, asked)}
    slots = planning.standing_at(tx, programme, site, monday, sunday)
    for week in weeks(first, last):
        if week not in written:
            slots += [one for one in planning.file_slots(programme, week) if one.site == site]
    standing = [one for one in planning.in_use(tx, programme, slots) if first <= one.jour <= last]
    before = sum(one.minutes for one in standing if one.bornes()[1] <= now)
    return before, sum(one.minutes for one in standing)


def living(tx: Tx, site_id: int, now: datetime) -> Vivants:
    """What is open there, in one statement."""
    asked = {"b_site": site_id, "b_now": now, "b_old": now - OPEN_SINCE}
    return Vivants(*tx.execute(_ALL_LIVING, asked).one())


def _bounds(first: date, last: date) -> dict[str, datetime]:
    midnight = datetime.min.time()
    return {
        "b_since": datetime.combine(first, midnight, PARIS),
        "b_until": datetime.combine(last + timedelta(days=1), midnight, PARIS),
    }
