"""What waits for the coordination, counted: mediations, relais, signalements; a statement each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select

from bot.domain.vies.mediation import EN_CHANTIER
from bot.domain.vies.signalement import AWAITED
from storage.machine.db import Tx
from storage.models import DossierMediation, Relais, Signalement

_RELAIS: Final = select(func.count(), func.min(Relais.verifier_le)).where(
    Relais.dispositif_id == bindparam("b_dispositif"),
    Relais.verifier_le < bindparam("b_before"),
    Relais.clos_le.is_(None),
    Relais.supprimee_le.is_(None),
)
_MEDIATIONS: Final = (
    select(DossierMediation)
    .where(
        DossierMediation.dispositif_id == bindparam("b_dispositif"),
        DossierMediation.statut.in_(EN_CHANTIER),
        DossierMediation.prochaine_le < bindparam("b_before"),
        DossierMediation.supprimee_le.is_(None),
    )
    .order_by(DossierMediation.prochaine_le, DossierMediation.id)
)
Waiting = tuple[int, datetime | None]
"""How many wait, and since when the oldest does."""


def relais_late(tx: Tx, dispositif_id: int, before: datetime) -> Waiting:
    """Open relais that were to be checked before that instant, and were not."""
    asked = {"b_dispositif": dispositif_id, "b_before": before}
    count, oldest = tx.execute(_RELAIS, asked).one()
    return count, oldest


def mediations_late(tx: Tx, dispositif_id: int, before: datetime) -> list[DossierMediation]:
    """Dossiers whose next step was due before that instant, the oldest first."""
    asked = {"b_dispositif": dispositif_id, "b_before": before}
    return list(tx.scalars(_MEDIATIONS, asked))


def signalements_late(tx: Tx, sites: Iterable[int], now: datetime) -> Waiting:
    """How many services still owe on these sites past their term, and the first of these terms.

    By the index of what is not closed on a site: years of closed ones are left unread.
    """
    found = select(func.count(), func.min(Signalement.echeance)).where(
        Signalement.site_id.in_(tuple(sites)),
        Signalement.clos_le.is_(None),
        Signalement.statut.in_(AWAITED),
        Signalement.echeance < now,
    )
    count, oldest = tx.execute(found).one()
    return count, oldest
