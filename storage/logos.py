"""Logos as they were when a document was frozen: a new one does not change what was validated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models.livrables import LogoGarde

Logo = Sequence[str]
"""[label, place of its file], and the SHA-256 of its picture once it was frozen."""


def keep(tx: Tx, logos: Iterable[Logo]) -> list[list[str]]:
    """The same, each picture kept as it is today; one whose file is gone stays without."""
    return [[label, place, *_kept(tx, Path(place))] for label, place, *_ in logos]


def read(tx: Tx, logos: Iterable[Logo]) -> dict[str, bytes]:
    """By SHA-256, the pictures of those that were frozen."""
    wanted = [one[2] for one in logos if len(one) > 2]
    if not wanted:
        return {}
    rows = select(LogoGarde.empreinte, LogoGarde.image).where(LogoGarde.empreinte.in_(wanted))
    return {sha: image for sha, image in tx.execute(rows)}


def _kept(tx: Tx, file: Path) -> list[str]:
    try:
        data = file.read_bytes()
    except OSError:
        return []
    sha = hashlib.sha256(data).hexdigest()
    known = tx.scalars(select(LogoGarde.id).where(LogoGarde.empreinte == sha)).first()
    if known is None:
        tx.add(LogoGarde(empreinte=sha, image=data))
        tx.flush()
    return [sha]
