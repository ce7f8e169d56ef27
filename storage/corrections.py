"""What partners ask to correct on their own cards, done or not."""

from __future__ import annotations

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import CorrectionFiche


def waiting(tx: Tx, dispositif_id: int, partenaire: str | None = None) -> list[CorrectionFiche]:
    """Those that are to be done, oldest first; of one partner, if its slug is given."""
    found = select(CorrectionFiche).where(
        CorrectionFiche.faite_le.is_(None), CorrectionFiche.dispositif_id == dispositif_id
    )
    rows = tx.scalars(found.order_by(CorrectionFiche.id))
    return [row for row in rows if partenaire in (None, row.partenaire)]
