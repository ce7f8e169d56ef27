"""Versions of the documents that are due, and the words of the coordination in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from bot.domain.vies.livrable import StatutLivrable
from storage.libre import TexteVerifie
from storage.machine.db import Tx
from storage.models import Reunion
from storage.models.livrables import LivrableEnvoi, TexteLivrable, VersionLivrable

MOTS: Final = "mots"
"""Marks a block that holds what people wrote."""
MONTRES: Final = 40
"""As many validated documents as a page lists."""


def versions(tx: Tx, dispositif_id: int, livrable: str, cible: str) -> list[VersionLivrable]:
    """Every one of that document on that subject, the first one first."""
    mine = select(VersionLivrable).where(
        VersionLivrable.dispositif_id == dispositif_id,
        VersionLivrable.livrable == livrable,
        VersionLivrable.cible == cible,
    )
    return list(tx.scalars(mine.order_by(VersionLivrable.numero)))


def every(tx: Tx, dispositif_id: int) -> list[VersionLivrable]:
    """Every version of every document, in the order in which they were opened."""
    mine = select(VersionLivrable).where(VersionLivrable.dispositif_id == dispositif_id)
    return list(tx.scalars(mine.order_by(VersionLivrable.id)))


def valides(tx: Tx, dispositif_id: int) -> list[VersionLivrable]:
    """The newest that a comité validated and that nothing replaced, in the order in which they
    were opened; what they hold is read when it is asked for."""
    mine = select(VersionLivrable).where(
        VersionLivrable.dispositif_id == dispositif_id,
        VersionLivrable.statut == StatutLivrable.VALIDE,
    )
    newest = mine.order_by(VersionLivrable.id.desc()).limit(MONTRES)
    found = tx.scalars(newest.options(defer(VersionLivrable.contenu)))
    return sorted(found, key=lambda row: row.id)


def to_write(tx: Tx, dispositif_id: int) -> VersionLivrable | None:
    """The one that waits for the clock the longest: its files, or its figures to be frozen."""
    waiting = select(VersionLivrable).where(
        VersionLivrable.dispositif_id == dispositif_id, VersionLivrable.demande_le.is_not(None)
    )
    return tx.scalars(waiting.order_by(VersionLivrable.demande_le).limit(1)).first()


def textes(tx: Tx, version_id: int) -> dict[str, TexteVerifie]:
    """What was written in it, by number of chapter."""
    found = select(TexteLivrable.chapitre, TexteLivrable.texte).where(
        TexteLivrable.version_id == version_id, TexteLivrable.texte != ""
    )
    return {chapitre: texte for chapitre, texte in tx.execute(found)}


def write(tx: Tx, version_id: int, chapitre: str, texte: TexteVerifie, now: datetime) -> None:
    """These words under that number, in the place of those that stood there."""
    mine = select(TexteLivrable).where(
        TexteLivrable.version_id == version_id, TexteLivrable.chapitre == chapitre
    )
    row = tx.scalars(mine).first()
    if row is None:
        row = TexteLivrable(version_id=version_id, chapitre=chapitre, texte=texte, le=now)
        tx.add(row)
    row.texte, row.le = texte, now
    tx.flush()


def first_frozen(tx: Tx, dispositif_id: int, livrable: str) -> dict[str, datetime]:
    """By what that document is about, when the figures of its first version stopped moving."""
    mine = select(VersionLivrable.cible, func.min(VersionLivrable.fige_le)).where(
        VersionLivrable.dispositif_id == dispositif_id,
        VersionLivrable.livrable == livrable,
        VersionLivrable.fige_le.is_not(None),
    )
    found = tx.execute(mine.group_by(VersionLivrable.cible))
    return {cible: le for cible, le in found if le}


def envois(tx: Tx, version_id: int) -> list[LivrableEnvoi]:
    """To whom that version was sent, in that order."""
    mine = select(LivrableEnvoi).where(LivrableEnvoi.version_id == version_id)
    return list(tx.scalars(mine.order_by(LivrableEnvoi.id)))


def before(tx: Tx, row: VersionLivrable) -> VersionLivrable | None:
    """The version that it takes the place of, if readers were sent one."""
    older = (
        select(VersionLivrable)
        .join(LivrableEnvoi, LivrableEnvoi.version_id == VersionLivrable.id)
        .where(
            VersionLivrable.dispositif_id == row.dispositif_id,
            VersionLivrable.livrable == row.livrable,
            VersionLivrable.cible == row.cible,
            VersionLivrable.numero < row.numero,
        )
    )
    return tx.scalars(older.order_by(VersionLivrable.numero.desc()).limit(1)).first()


def meeting(tx: Tx, reunion_id: int | None) -> Reunion | None:
    """The one at which it was presented."""
    return tx.get(Reunion, reunion_id) if reunion_id else None


def unsay(tx: Tx, dispositif_id: int, words: str, since: datetime) -> None:
    """Frozen since then, they say it no more: it was taken back."""
    frozen = select(VersionLivrable).where(
        VersionLivrable.dispositif_id == dispositif_id, VersionLivrable.fige_le >= since
    )
    for row in tx.scalars(frozen):
        row.contenu = _without(row.contenu, words)


def wordless(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose figures alone are kept."""
    kept = [
        one | {"texte": "", "blocs": [bloc for bloc in one["blocs"] if MOTS not in bloc]}
        for one in contenu.get("parties", ())
    ]
    return {**contenu, "parties": kept}


def _without(value: Any, words: str) -> Any:
    match value:
        case str():
            return value.replace(words, "[texte retiré]")
        case Mapping():
            return {key: _without(one, words) for key, one in value.items()}
        case list():
            return [_without(one, words) for one in value]
    return value
