"""Presences: opened, paused, closed, corrected; their minutes always follow from their bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, or_, select

from bot.domain.periodes import Calendrier, split
from storage.machine.db import Tx
from storage.models import Presence, PresencePause, PresenceSegment

MOVED: Final = ":change"
"""Ends the source of a presence to which a change of site led."""
LONGEST: Final = timedelta(days=7)
"""Nothing is counted later than that after a presence began: whoever looks for what went on at
some instant need look no further back. One left open so long was forgotten."""

_RUNNING = select(Presence).where(
    Presence.binome_id == bindparam("b_binome"),
    Presence.fin.is_(None),
    Presence.supprimee_le.is_(None),
)
_MINE = (
    select(Presence)
    .where(
        or_(
            Presence.binome_id == bindparam("b_binome"),
            Presence.auteur_id == bindparam("b_personne"),
        ),
        Presence.fin.is_(None),
        Presence.supprimee_le.is_(None),
    )
    .order_by(Presence.binome_id == bindparam("b_binome"))
)


_T = cast(Table, Presence.__table__)


def running_id(binome: ColumnElement[Any], personne: ColumnElement[Any]) -> ColumnElement[int]:
    """Inside another statement: the id of the presence that `running_for` gives."""
    mine = _T.alias("mine")
    running = select(mine.c.id).where(mine.c.fin.is_(None), mine.c.supprimee_le.is_(None))
    elsewhere = running.where(
        mine.c.auteur_id == personne, mine.c.binome_id.is_distinct_from(binome)
    )
    own = running.where(mine.c.binome_id == binome)
    return func.coalesce(elsewhere.limit(1).scalar_subquery(), own.scalar_subquery())


@dataclass(frozen=True, slots=True)
class NouvellePresence:
    """What a new presence is made of; instants are aware."""

    dispositif_id: int
    site_id: int
    intervention_id: int | None
    binome_id: int
    auteur_id: int
    debut: datetime
    fin_prevue: datetime
    mode: str
    mediateurs: int
    source: str
    conversation_id: int | None = None


def running(tx: Tx, binome_id: int) -> Presence | None:
    """The binôme's presence under way: at most one, the database holds it."""
    return tx.scalars(_RUNNING, {"b_binome": binome_id}).first()


def running_for(tx: Tx, personne_id: int, binome_id: int | None) -> Presence | None:
    """The presence that this person is in: started with another binôme, else their own one's."""
    mine = {"b_binome": binome_id, "b_personne": personne_id}
    return tx.scalars(_MINE, mine).first()


def open_presence(tx: Tx, opening: NouvellePresence) -> Presence:
    presence = Presence(
        dispositif_id=opening.dispositif_id,
        site_id=opening.site_id,
        intervention_id=opening.intervention_id,
        binome_id=opening.binome_id,
        auteur_id=opening.auteur_id,
        debut=opening.debut,
        fin_prevue=opening.fin_prevue,
        mode=opening.mode,
        mediateurs=opening.mediateurs,
        a_confirmer=False,
        source=opening.source,
        conversation_id=opening.conversation_id,
    )
    tx.add(presence)
    tx.flush()
    return presence


def close_presence(
    tx: Tx, presence: Presence, fin: datetime, calendrier: Calendrier, *, a_confirmer: bool = False
) -> None:
    """End the presence at `fin` (never before it began) and cut it into periods."""
    presence.fin = max(fin, presence.debut)
    presence.a_confirmer = a_confirmer
    for pause in open_pauses(tx, presence.id):
        pause.fin = max(presence.fin, pause.debut)
    recut(tx, presence, calendrier)


def reopen_before(tx: Tx, moved: Presence, calendrier: Calendrier) -> None:
    """The change of site is undone: the presence that `moved` followed runs on, its pause too.

    Nothing when `moved` was begun by itself.
    """
    earlier = select(Presence).where(
        Presence.binome_id == moved.binome_id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= moved.debut - LONGEST,
        Presence.fin == moved.debut,
    )
    before = tx.scalars(earlier.order_by(Presence.id.desc())).first()
    if before is None or not moved.source.endswith(MOVED):
        return
    reopen(tx, before, calendrier)


def reopen(tx: Tx, presence: Presence, calendrier: Calendrier) -> None:
    """It runs on as if it had not been ended, in the pause that its end had ended."""
    for row in tx.scalars(select(PresencePause).where(PresencePause.presence_id == presence.id)):
        row.fin = None if row.fin == presence.fin else row.fin
    presence.fin, presence.a_confirmer = None, False
    recut(tx, presence, calendrier)


def recut(tx: Tx, presence: Presence, calendrier: Calendrier) -> None:
    """Write the segments of a closed presence anew from its bounds and pauses."""
    tx.flush()
    tx.execute(delete(PresenceSegment).where(PresenceSegment.presence_id == presence.id))
    if presence.fin is None:
        return
    end = min(presence.fin, presence.debut + LONGEST)
    for debut, fin in _worked(presence.debut, end, _pauses(tx, presence.id)):
        for segment in split(debut, fin, calendrier):
            tx.add(
                PresenceSegment(
                    presence_id=presence.id,
                    debut=segment.debut,
                    fin=segment.fin,
                    minutes=segment.minutes,
                    tranche=segment.tranche,
                    reperes=list(segment.reperes),
                )
            )
    tx.flush()


def pause(tx: Tx, presence: Presence, now: datetime) -> None:
    """Begin a break; nothing when the other one of the binôme was quicker."""
    if open_pauses(tx, presence.id):
        return
    tx.add(PresencePause(presence_id=presence.id, debut=now, fin=None))
    tx.flush()


def unpause(tx: Tx, presence: Presence, now: datetime) -> bool:
    """End the break under way; False when there was none."""
    paused = open_pauses(tx, presence.id)
    for row in paused:
        row.fin = max(now, row.debut)
    return bool(paused)


def open_pauses(tx: Tx, presence_id: int) -> Sequence[PresencePause]:
    query = select(PresencePause).where(
        PresencePause.presence_id == presence_id, PresencePause.fin.is_(None)
    )
    return tx.scalars(query).all()


def minutes_by_tranche(tx: Tx, presence_id: int) -> dict[str, int]:
    """Minutes of a closed presence, by tranche, in the order they were lived."""
    query = (
        select(PresenceSegment.tranche, PresenceSegment.minutes)
        .where(PresenceSegment.presence_id == presence_id)
        .order_by(PresenceSegment.debut)
    )
    minutes: dict[str, int] = {}
    for tranche, length in tx.execute(query):
        minutes[tranche] = minutes.get(tranche, 0) + length
    return minutes


def last_sites(tx: Tx, binome_id: int, moment: datetime) -> dict[int, datetime]:
    """Sites and when the binôme was last there: first at this weekday and hour, then lately."""
    lately = (
        select(Presence.site_id, Presence.debut)
        .where(Presence.binome_id == binome_id, Presence.supprimee_le.is_(None))
        .order_by(Presence.debut.desc())
        .limit(60)
    )
    rows = tx.execute(lately).all()
    same = [row for row in rows if _same_slot(row.debut, moment)]
    sites: dict[int, datetime] = {}
    for row in (*same, *rows):
        sites.setdefault(row.site_id, row.debut)
    return sites


def last_end(tx: Tx, binome_id: int, after: datetime) -> datetime | None:
    """The latest end of the binôme's presences, when it comes after that instant."""
    latest = select(func.max(Presence.fin)).where(
        Presence.binome_id == binome_id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= after - LONGEST,
        Presence.fin > after,
    )
    return tx.execute(latest).scalar()


def overdue(tx: Tx, dispositif_id: int, now: datetime, late: timedelta) -> Sequence[Presence]:
    """Presences still open `late` after their planned end."""
    query = select(Presence).where(
        Presence.dispositif_id == dispositif_id,
        Presence.fin.is_(None),
        Presence.supprimee_le.is_(None),
        Presence.fin_prevue <= now - late,
    )
    return tx.scalars(query.order_by(Presence.id)).all()


def touching(tx: Tx, binome_id: int, since: datetime, until: datetime) -> Sequence[Presence]:
    """The binôme's presences that have some time between those instants, running or not."""
    query = select(Presence).where(
        Presence.binome_id == binome_id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= since - LONGEST,
        Presence.debut < until,
        or_(Presence.fin.is_(None), Presence.fin > since),
    )
    return tx.scalars(query.order_by(Presence.id)).all()


def sites_seen(tx: Tx, dispositif_id: int, since: datetime, until: datetime) -> set[int]:
    """Row ids of the sites where a presence began between two instants."""
    query = select(Presence.site_id).where(
        Presence.dispositif_id == dispositif_id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= since,
        Presence.debut < until,
    )
    return set(tx.scalars(query.distinct()))


def _same_slot(moment: datetime, other: datetime) -> bool:
    near = abs((moment - other).total_seconds()) % (7 * 86_400)
    return min(near, 7 * 86_400 - near) <= 2 * 3600


def _pauses(tx: Tx, presence_id: int) -> list[tuple[datetime, datetime]]:
    query = (
        select(PresencePause.debut, PresencePause.fin)
        .where(PresencePause.presence_id == presence_id, PresencePause.fin.is_not(None))
        .order_by(PresencePause.debut)
    )
    return [(debut, fin) for debut, fin in tx.execute(query) if fin is not None]


def _worked(
    debut: datetime, fin: datetime, pauses: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches between `debut` and `fin` that no pause covers."""
    at = debut
    for start, end in pauses:
        if start > at:
            yield at, min(start, fin)
        at = max(at, min(end, fin))
    if at < fin:
        yield at, fin
