"""Letters of a point hebdo that wait to leave, by the address that they are for."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.machine.db import Tx
from storage.machine.outbox import withdraw
from storage.models import Digest, DigestEnvoi


def cle(digest_id: int, address: str) -> str:
    """What names that letter among all that leave."""
    return f"digest:{digest_id}:{address}"


def hold_back(tx: Tx, programme_id: int, comite: str, address: str) -> None:
    """What waits for whoever was just taken off the list never leaves.

    But for a letter that says other comités too, which they still read.
    """
    carried = select(DigestEnvoi.avec_id).where(DigestEnvoi.avec_id.is_not(None))
    mine = (
        select(DigestEnvoi)
        .join(Digest, Digest.id == DigestEnvoi.digest_id)
        .where(
            Digest.dispositif_id == programme_id,
            Digest.comite == comite,
            func.lower(DigestEnvoi.adresse) == address.lower(),
            DigestEnvoi.envoyee_le.is_(None),
            DigestEnvoi.id.not_in(carried),
        )
    )
    for row in tx.scalars(mine).all():
        if withdraw(tx, cle(row.digest_id, row.adresse)):
            tx.delete(row)
