"""The shared grid of presence: slots of the other actors, and the links that they are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from bot.clock import paris
from bot.domain.complementarite import VILLE
from bot.domain.semaine import Semaine
from storage.machine.db import Tx, insert_once
from storage.models import LienActeur, PresenceActeur
from storage.programme import Programme

RECENT: Final = timedelta(days=60)
"""How far back an actor's own slots tell what it usually does."""


@dataclass(frozen=True, slots=True)
class CreneauActeur:
    """A slot on one day, on the wall clock; an `a` not after `de` ends on the next day."""

    quartier: str
    jour: date
    de: time
    a: time


def of_week(tx: Tx, programme: Programme, semaine: Semaine) -> list[PresenceActeur]:
    """What the other actors announced for that week, in the order of the clock."""
    found = select(PresenceActeur).where(
        *_kept(programme),
        PresenceActeur.jour >= semaine.lundi,
        PresenceActeur.jour <= semaine.dimanche,
    )
    return _in_order(tx, found)


def on_day(tx: Tx, programme: Programme, now: datetime) -> list[PresenceActeur]:
    """Those whose announced hours hold this very minute, begun yesterday evening included."""
    local = paris(now)
    today, clock = local.date(), local.time()
    found = select(PresenceActeur).where(
        *_kept(programme), PresenceActeur.jour.in_((today - timedelta(days=1), today))
    )
    return [row for row in _in_order(tx, found) if _holds(row, today, clock)]


def _holds(row: PresenceActeur, today: date, clock: time) -> bool:
    overnight = row.a <= row.de
    if row.jour == today:
        return row.de <= clock and (overnight or clock < row.a)
    return overnight and clock < row.a


def to_come(tx: Tx, programme: Programme, acteur: str, today: date) -> list[PresenceActeur]:
    """The actor's own slots, today's and later."""
    found = select(PresenceActeur).where(
        *_kept(programme), PresenceActeur.acteur == acteur, PresenceActeur.jour >= today
    )
    return _in_order(tx, found)


def taken_away(tx: Tx, programme: Programme, acteur: str, since: datetime) -> list[PresenceActeur]:
    """The actor's own slots that were taken away since then."""
    found = select(PresenceActeur).where(
        PresenceActeur.dispositif_id == programme.id,
        PresenceActeur.acteur == acteur,
        PresenceActeur.supprimee_le >= since,
    )
    return _in_order(tx, found)


def habits(tx: Tx, programme: Programme, acteur: str, today: date) -> list[PresenceActeur]:
    """The latest slot of each weekly habit (quartier, weekday, hours), the most usual first."""
    found = select(PresenceActeur).where(
        *_kept(programme), PresenceActeur.acteur == acteur, PresenceActeur.jour >= today - RECENT
    )
    rows = _in_order(tx, found)
    latest = {_habit(row): row for row in rows}
    times = Counter(_habit(row) for row in rows)
    return sorted(latest.values(), key=lambda row: (-times[_habit(row)], -row.jour.toordinal()))


def villes(programme: Programme) -> frozenset[str]:
    """Names, in small letters, under which the Ville's own mediators stand in the grid."""
    config = programme.config
    names = [one.label for one in config.annuaire if VILLE in one.domaines]
    service = config.reglages.service_mediation_ville
    names += [one.label for one in config.services if one.slug == service]
    return frozenset(name.casefold() for name in names)


def holds(tx: Tx, programme: Programme, acteur: str, creneau: CreneauActeur) -> bool:
    """Whether this very slot is in the grid already."""
    same = select(PresenceActeur.id).where(
        *_kept(programme),
        PresenceActeur.acteur == acteur,
        PresenceActeur.quartier == creneau.quartier,
        PresenceActeur.jour == creneau.jour,
        PresenceActeur.de == creneau.de,
        PresenceActeur.a == creneau.a,
    )
    return tx.scalars(same).first() is not None


def own(tx: Tx, programme: Programme, acteur: str, row_id: int) -> PresenceActeur | None:
    """That slot, as long as it is this actor's and was not taken away."""
    found = select(PresenceActeur).where(
        *_kept(programme), PresenceActeur.acteur == acteur, PresenceActeur.id == row_id
    )
    return tx.scalars(found).first()


def last_type(tx: Tx, programme: Programme, acteur: str) -> str | None:
    """The kind of actor that it last said it was (002 l.21)."""
    found = select(PresenceActeur.type_acteur).where(
        *_kept(programme),
        PresenceActeur.acteur == acteur,
        PresenceActeur.type_acteur.is_not(None),
    )
    return tx.scalars(found.order_by(PresenceActeur.jour.desc()).limit(1)).first()


def lien(tx: Tx, programme: Programme, partenaire: str) -> int:
    """The id that stands for a partner of the annuaire in the links that it is sent."""
    line = {"dispositif_id": programme.id, "partenaire": partenaire}
    insert_once(tx, LienActeur, [line])
    found = select(LienActeur.id).where(
        LienActeur.dispositif_id == programme.id, LienActeur.partenaire == partenaire
    )
    return tx.scalars(found).one()


def behind(tx: Tx, lien_id: int) -> LienActeur | None:
    """Whose link it is."""
    return tx.get(LienActeur, lien_id)


def _kept(programme: Programme) -> Sequence[ColumnElement[bool]]:
    return (
        PresenceActeur.dispositif_id == programme.id,
        PresenceActeur.supprimee_le.is_(None),
    )


def _in_order(tx: Tx, found: Any) -> list[PresenceActeur]:
    ordered = found.order_by(PresenceActeur.jour, PresenceActeur.de, PresenceActeur.id)
    return list(tx.scalars(ordered))


def _habit(row: PresenceActeur) -> tuple[str, int, time, time]:
    return (row.quartier, row.jour.weekday(), row.de, row.a)
