"""What one letter brought to its reader: one point, or those of several comités."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from storage.models import Digest, DigestEnvoi


def brought_by(envoi_id: int) -> Select[Digest]:
    """The digest of its own comité, then those of the same reader."""
    mine = or_(DigestEnvoi.id == envoi_id, DigestEnvoi.avec_id == envoi_id)
    joined = select(Digest).join(DigestEnvoi, DigestEnvoi.digest_id == Digest.id)
    return joined.where(mine).order_by(DigestEnvoi.id)
