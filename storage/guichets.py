"""Copies left at a service's counter: which are to be asked for, and by which number."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select

from bot.domain.vies.signalement import OPEN
from storage.machine.db import Tx
from storage.models import Alerte, Signalement

TOKEN: Final = timedelta(minutes=10)
"""How often a token is asked what its number is."""
STATE: Final = timedelta(hours=1)
"""How often a number is asked where it stands."""


def due(tx: Tx, dispositif_id: int, now: datetime, limit: int) -> list[Alerte]:
    """Those of open cases that were not asked for since, the longest first."""
    asked = or_(
        and_(Alerte.numero_externe.is_(None), Alerte.demandee_le <= now - TOKEN),
        Alerte.demandee_le <= now - STATE,
    )
    found = (
        select(Alerte)
        .join(Signalement, Signalement.id == Alerte.signalement_id)
        .where(
            Alerte.demandee_le.is_not(None),
            Alerte.demandee_le <= now - TOKEN,
            asked,
            Signalement.dispositif_id == dispositif_id,
            Signalement.statut.in_(OPEN),
        )
    )
    return list(tx.scalars(found.order_by(Alerte.demandee_le).limit(limit)))


def is_known(tx: Tx, alerte: Alerte, numero: str) -> bool:
    """Whether another case bears that number at the same counter."""
    found = select(Alerte.id).where(
        Alerte.canal == alerte.canal,
        Alerte.adresse == alerte.adresse,
        Alerte.numero_externe == numero,
        Alerte.signalement_id != alerte.signalement_id,
    )
    return tx.execute(found.limit(1)).first() is not None
