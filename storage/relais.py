"""Relais and their history, as the casework, the pages, the flows and the clock read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update

from bot.clock import PARIS, paris
from bot.domain.vies.vie import DEFAIRE
from storage.machine.db import Tx
from storage.models import Relais, RelaisActe, Sollicitation

REMISES: Final = ("transmettre", "reorienter")
"""Deeds that hand a person over to a partner: each has its own letter and its own link."""


def get(tx: Tx, relais_id: int) -> Relais | None:
    """The relais, unless it was withdrawn."""
    found = tx.get(Relais, relais_id)
    return found if found and found.supprimee_le is None else None


def lock(tx: Tx, relais_id: int) -> Relais:
    """The relais, held until the transaction ends. Raises NoResultFound."""
    found = select(Relais).where(Relais.id == relais_id).with_for_update()
    return tx.scalars(found, execution_options={"populate_existing": True}).one()


def actes(tx: Tx, relais_id: int) -> list[RelaisActe]:
    """Its life so far, oldest deed first."""
    found = select(RelaisActe).where(RelaisActe.relais_id == relais_id)
    return list(tx.scalars(found.order_by(RelaisActe.id)))


def acte(tx: Tx, acte_id: int) -> RelaisActe | None:
    return tx.get(RelaisActe, acte_id)


def remise(tx: Tx, relais_id: int) -> RelaisActe | None:
    """The last time that the person was handed over to a partner, and that it stood."""
    stands = reversed(standing(tx, relais_id))
    return next((one for one in stands if one.acte in REMISES), None)


def standing(tx: Tx, relais_id: int) -> list[RelaisActe]:
    """Its life so far, without what was taken back."""
    lines = actes(tx, relais_id)
    return [one for one in lines if one.defait_le is None and one.acte != DEFAIRE]


def last_done(tx: Tx, relais_id: int, par: str) -> RelaisActe | None:
    """The latest deed that stands and that « mediateur:12 » or « partenaire:pa-ccas » did."""
    stands = reversed(standing(tx, relais_id))
    return next((one for one in stands if one.par == par), None)


def due(tx: Tx, binome_id: int, now: datetime) -> list[Relais]:
    """What a binôme should ask about now, oldest check first."""
    found = select(Relais).where(Relais.binome_id == binome_id, _open(), Relais.verifier_le <= now)
    return list(tx.scalars(found.order_by(Relais.verifier_le, Relais.id)))


def to_check_today(tx: Tx, binome_id: int, now: datetime) -> int:
    """How many relais are to be checked before the day ends in Paris (000 l.140)."""
    tomorrow = datetime.combine(paris(now).date() + timedelta(days=1), time(0), PARIS)
    waiting = select(func.count()).where(
        Relais.binome_id == binome_id, _open(), Relais.verifier_le < tomorrow
    )
    return tx.execute(waiting).scalar_one()


def open_ones(tx: Tx, binome_id: int) -> list[Relais]:
    """Every relais of a binôme that is not closed: the next to check first, never asked last."""
    found = select(Relais).where(Relais.binome_id == binome_id, _open())
    rows = tx.scalars(found.order_by(Relais.id)).all()
    return sorted(
        rows, key=lambda one: (one.verifier_le is None, one.verifier_le or one.ouvert_le)
    )


def open_in(tx: Tx, dispositif_id: int) -> list[Relais]:
    """Every relais of the programme that is not closed: what is late first, never asked last."""
    found = select(Relais).where(Relais.dispositif_id == dispositif_id, _open())
    return list(tx.scalars(found.order_by(Relais.verifier_le.is_(None), Relais.verifier_le)))


def claim_due(tx: Tx, dispositif_id: int, now: datetime, most: int) -> list[Relais]:
    """Relais that became due and were not asked about yet: each is given once per due date.

    All those of so many binômes at most: each of them is asked once for all of its own.
    """
    unasked = or_(Relais.demande_le.is_(None), Relais.demande_le < Relais.verifier_le)
    due = (Relais.dispositif_id == dispositif_id, _open(), Relais.verifier_le <= now, unasked)
    rows = tx.execute(select(Relais.id, Relais.binome_id).where(*due).order_by(Relais.verifier_le))
    by_binome: dict[int, list[int]] = {}
    for relais_id, binome_id in rows:
        by_binome.setdefault(binome_id, []).append(relais_id)
    some = [relais_id for mine in list(by_binome.values())[:most] for relais_id in mine]
    if not some:
        return []
    claimed = (
        update(Relais).where(*due, Relais.id.in_(some)).values(demande_le=now).returning(Relais.id)
    )
    ids = list(tx.execute(claimed, execution_options={"synchronize_session": False}).scalars())
    found = select(Relais).where(Relais.id.in_(ids)).order_by(Relais.verifier_le, Relais.id)
    return list(tx.scalars(found, execution_options={"populate_existing": True}))


def words_taken(tx: Tx, dispositif_id: int) -> set[str]:
    """The code words that open relais of the programme bear."""
    return set(
        tx.scalars(select(Relais.mot).where(Relais.dispositif_id == dispositif_id, _open()))
    )


def of_sollicitation(tx: Tx, sollicitation_id: int) -> Relais | None:
    """The relais that a request led to, unless it was withdrawn."""
    return of_sollicitations(tx, [sollicitation_id]).get(sollicitation_id)


def of_sollicitations(tx: Tx, ids: Sequence[int]) -> dict[int, Relais]:
    """By request, the relais that it led to; nothing for most."""
    found = select(Relais).where(Relais.sollicitation_id.in_(ids), Relais.supprimee_le.is_(None))
    return {row.sollicitation_id: row for row in tx.scalars(found.order_by(Relais.id.desc()))}


def most_used(
    tx: Tx,
    site_ids: Collection[int],
    domaine: str | None,
    since: datetime,
    types: Collection[str] = (),
) -> list[str]:
    """Partners of requests made on these sites for a domaine (None: any), most used first.

    types: what may be asked that counts for it too, whatever the partner did of it.
    """
    counted = (
        select(Sollicitation.partenaire)
        .where(
            Sollicitation.site_id.in_(site_ids),
            Sollicitation.le >= since,
            Sollicitation.partenaire.is_not(None),
            Sollicitation.supprimee_le.is_(None),
        )
        .group_by(Sollicitation.partenaire)
        .order_by(func.count().desc(), Sollicitation.partenaire)
    )
    if domaine is not None:
        counted = counted.where(
            or_(Sollicitation.domaine == domaine, Sollicitation.type.in_(types))
        )
    return [slug for slug in tx.scalars(counted) if slug]


def _open() -> ColumnElement[bool]:
    return Relais.clos_le.is_(None) & Relais.supprimee_le.is_(None)
