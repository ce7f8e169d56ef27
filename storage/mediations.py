"""Deferred mediations, their séances and the checks of their accords."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.domain.vies.mediation import EN_CHANTIER
from storage.machine.db import Tx
from storage.models import DossierMediation, Seance, SuiviAccord

SANS_OBJET = "sans_objet"
"""The result of a check that another event made useless."""
SANS_REPONSE = "sans_reponse"
"""The result of a check that nobody answered, however often it was asked."""


def get(tx: Tx, dossier_id: int) -> DossierMediation | None:
    """The dossier, unless it was deleted."""
    row = tx.get(DossierMediation, dossier_id)
    return row if row and row.supprimee_le is None else None


def lock(tx: Tx, dossier_id: int) -> DossierMediation:
    """The dossier, held until the transaction ends. Raises NoResultFound."""
    found = select(DossierMediation).where(DossierMediation.id == dossier_id).with_for_update()
    return tx.scalars(found, execution_options={"populate_existing": True}).one()


def by_talk(tx: Tx, dispositif_id: int, since: datetime, source: str) -> DossierMediation | None:
    """The dossier opened since then by a conversation, if it has yet; so begins its `source`."""
    found = select(DossierMediation).where(
        DossierMediation.dispositif_id == dispositif_id,
        DossierMediation.ouvert_le >= since,
        DossierMediation.source.startswith(source, autoescape=True),
    )
    return tx.scalars(found).first()


def open_ones(tx: Tx, binome_id: int) -> list[DossierMediation]:
    """What the binôme still has in hand: the next to come first."""
    found = select(DossierMediation).where(
        DossierMediation.binome_id == binome_id,
        DossierMediation.clos_le.is_(None),
        DossierMediation.supprimee_le.is_(None),
    )
    soonest = DossierMediation.prochaine_le
    return list(tx.scalars(found.order_by(soonest.is_(None), soonest, DossierMediation.id)))


def open_in(tx: Tx, dispositif_id: int) -> list[DossierMediation]:
    """All that the team has in hand, oldest first."""
    found = select(DossierMediation).where(
        DossierMediation.dispositif_id == dispositif_id,
        DossierMediation.clos_le.is_(None),
        DossierMediation.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(DossierMediation.id)))


def to_remind(tx: Tx, dispositif_id: int, now: datetime, most: int) -> list[DossierMediation]:
    """Dossiers whose next step is due; so many at most."""
    found = select(DossierMediation).where(
        DossierMediation.dispositif_id == dispositif_id,
        DossierMediation.statut.in_(EN_CHANTIER),
        DossierMediation.prochaine_le <= now,
        DossierMediation.supprimee_le.is_(None),
    )
    soonest = found.order_by(DossierMediation.prochaine_le, DossierMediation.id)
    return list(tx.scalars(soonest.limit(most).with_for_update()))


def seances(tx: Tx, dossier_id: int) -> list[Seance]:
    """Its meetings, oldest first, without those taken back."""
    found = select(Seance).where(Seance.dossier_id == dossier_id, Seance.annulee_le.is_(None))
    return list(tx.scalars(found.order_by(Seance.id)))


def seance_by_source(tx: Tx, source: str) -> Seance | None:
    """The séance that a conversation noted, if it has yet."""
    return tx.scalars(select(Seance).where(Seance.source == source)).first()


def seance(tx: Tx, seance_id: int) -> Seance:
    return tx.get_one(Seance, seance_id)


def suivi(tx: Tx, suivi_id: int) -> SuiviAccord | None:
    return tx.get(SuiviAccord, suivi_id)


def suivis_left(tx: Tx, dossier_id: int) -> list[SuiviAccord]:
    """Checks of the accord not done yet, the next one first."""
    found = select(SuiviAccord).where(
        SuiviAccord.dossier_id == dossier_id, SuiviAccord.fait_le.is_(None)
    )
    return list(tx.scalars(found.order_by(SuiviAccord.prevu_le)))


def plan_suivis(tx: Tx, dossier_id: int, dates: dict[str, datetime]) -> None:
    """A check for each étape (« j15 »); a second accord has its own (« j15-2 »)."""
    counted = select(func.count()).where(SuiviAccord.dossier_id == dossier_id)
    rank = tx.execute(counted).scalar_one() // len(dates) + 1
    for etape, prevu_le in dates.items():
        name = etape if rank == 1 else f"{etape}-{rank}"
        tx.add(SuiviAccord(dossier_id=dossier_id, etape=name, prevu_le=prevu_le))
    tx.flush()


def drop_suivis(tx: Tx, dossier_id: int, now: datetime) -> None:
    """The checks left have no object any more."""
    for row in suivis_left(tx, dossier_id):
        row.fait_le, row.resultat = now, SANS_OBJET
    tx.flush()


def suivis_at(tx: Tx, dossier_id: int, moment: datetime) -> list[SuiviAccord]:
    """The checks that were over at that very instant: answered, or made useless by the answer."""
    found = select(SuiviAccord).where(
        SuiviAccord.dossier_id == dossier_id, SuiviAccord.fait_le == moment
    )
    return list(tx.scalars(found))


def suivis_due(
    tx: Tx, dispositif_id: int, now: datetime, again: timedelta, most: int
) -> list[tuple[SuiviAccord, DossierMediation]]:
    """Checks to ask about: due and never asked, or asked `again` ago without an answer.

    So many at most. Of a dossier, the latest due: an earlier one asks the same.
    """
    unasked = SuiviAccord.demande_le.is_(None) | (SuiviAccord.demande_le <= now - again)
    due = select(SuiviAccord).where(
        SuiviAccord.fait_le.is_(None), SuiviAccord.prevu_le <= now, unasked
    )
    # Not joined: the database would rather begin by every dossier of the programme.
    suivis = tx.scalars(due.order_by(SuiviAccord.prevu_le, SuiviAccord.id).with_for_update()).all()
    dossiers = select(DossierMediation).where(
        DossierMediation.id.in_([one.dossier_id for one in suivis]),
        DossierMediation.dispositif_id == dispositif_id,
        DossierMediation.supprimee_le.is_(None),
    )
    mine = {one.id: one for one in tx.scalars(dossiers)} if suivis else {}
    latest = {one.dossier_id: one for one in suivis if one.dossier_id in mine}
    return [(one, mine[one.dossier_id]) for one in latest.values()][:most]
