"""Weeks and months that the coordination rereads before they leave, and their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import bindparam, select

from bot.domain.mois import PERIODES, Frequence, frequence
from bot.domain.semaine import Semaine
from bot.domain.vies.point import StatutPoint
from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.models import HEBDO, Digest, PointHebdo, PointPhrase

MOTS: Final = ("a_retenir", "paroles")
"""The sections of a letter that hold words, and no figure that moves by itself."""
LEFT: Final = "parti_le"
"""In a snapshot: when its words were joined, and it left."""
_FROZEN_OF: Final = select(Digest.comite, Digest.id).where(
    Digest.dispositif_id == bindparam("b_de"),
    Digest.rythme == bindparam("b_rythme"),
    Digest.lundi == bindparam("b_lundi"),
)
VIVANTS: Final = tuple(
    str(one)
    for one in (
        StatutPoint.BROUILLON,
        StatutPoint.RELU,
        StatutPoint.FIGE,
        StatutPoint.PRET,
        StatutPoint.RATTRAPE,
    )
)
"""What the clock still has something to do with: the condition of the partial index."""

_OF_PERIOD: Final = select(PointHebdo).where(
    PointHebdo.dispositif_id == bindparam("b_dispositif"),
    PointHebdo.rythme == bindparam("b_rythme"),
    PointHebdo.lundi == bindparam("b_lundi"),
)


def periode(row: PointHebdo) -> Semaine:
    """The week, or the month, that it is about."""
    return PERIODES[_frequence(row)](row.lundi)


def _frequence(row: PointHebdo) -> Frequence:
    return "hebdo" if row.rythme == HEBDO else "mensuel"


def of_period(tx: Tx, dispositif_id: int, semaine: Semaine) -> PointHebdo | None:
    """That of a week, or of a month."""
    which = {"b_rythme": frequence(semaine), "b_lundi": semaine.lundi}
    return tx.scalars(_OF_PERIOD, {"b_dispositif": dispositif_id, **which}).first()


def living(tx: Tx, dispositif_id: int, rythme: Frequence) -> list[PointHebdo]:
    """Those of that point that have not left, the oldest first."""
    found = select(PointHebdo).where(
        PointHebdo.dispositif_id == dispositif_id, is_one_of(PointHebdo.statut, *VIVANTS)
    )
    mine = (row for row in tx.scalars(found) if row.rythme == rythme)
    return sorted(mine, key=lambda row: row.lundi)


def kept(tx: Tx, dispositif_id: int, rythme: Frequence, since: date) -> list[PointHebdo]:
    """Those since that day that a breakdown kept, of which nobody said what becomes of them."""
    found = select(PointHebdo).where(
        PointHebdo.dispositif_id == dispositif_id,
        PointHebdo.rythme == rythme,
        PointHebdo.lundi >= since,
        PointHebdo.statut == StatutPoint.GARDE,
    )
    return list(tx.scalars(found.order_by(PointHebdo.lundi)))


def frozen(tx: Tx, dispositif_id: int, comite: str, semaine: Semaine) -> Digest | None:
    """What that comité reads of a week, or of a month, once its figures are frozen."""
    found = select(Digest).where(
        Digest.dispositif_id == dispositif_id,
        Digest.comite == comite,
        Digest.rythme == frequence(semaine),
        Digest.lundi == semaine.lundi,
    )
    return tx.scalars(found).first()


def frozen_of(tx: Tx, dispositif_id: int, semaine: Semaine) -> dict[str, int]:
    """By reader, the row that holds the figures of a week, or of a month, once frozen."""
    when = {"b_de": dispositif_id, "b_rythme": frequence(semaine), "b_lundi": semaine.lundi}
    return {comite: row for comite, row in tx.execute(_FROZEN_OF, when)}


def read_by(
    tx: Tx, dispositif_id: int, comite: str, rythme: Frequence, most: int
) -> list[Semaine]:
    """The last weeks, or months, whose letter left to that comité, the newest first."""
    mine = select(Digest.lundi).where(
        Digest.dispositif_id == dispositif_id, Digest.comite == comite, Digest.rythme == rythme
    )
    last = list(tx.scalars(mine.order_by(Digest.lundi.desc()).limit(2 * most)))
    waiting = _waiting(tx, dispositif_id, rythme, last[-1] if last else date.max)
    every = (PERIODES[rythme](lundi) for lundi in last)
    left = (
        one
        for one in every
        if one.lundi not in waiting or _left(frozen(tx, dispositif_id, comite, one))
    )
    return list(islice(left, most))


def left(tx: Tx, dispositif_id: int, rythme: Frequence, most: int) -> list[PointHebdo]:
    """The last ones of which every letter left, the newest first."""
    found = select(PointHebdo).where(
        PointHebdo.dispositif_id == dispositif_id,
        PointHebdo.rythme == rythme,
        PointHebdo.statut == StatutPoint.PARTI,
    )
    return list(tx.scalars(found.order_by(PointHebdo.lundi.desc()).limit(most)))


def readers(tx: Tx, row: PointHebdo) -> list[str]:
    """The comités (slugs) of which a letter was frozen, in the order in which they were."""
    found = select(Digest.comite).where(
        Digest.dispositif_id == row.dispositif_id,
        Digest.rythme == row.rythme,
        Digest.lundi == row.lundi,
    )
    return list(tx.scalars(found.order_by(Digest.id)))


def _waiting(tx: Tx, dispositif_id: int, rythme: Frequence, since: date) -> set[date]:
    """Mondays since that day of which not every letter has left."""
    found = select(PointHebdo.lundi).where(
        PointHebdo.dispositif_id == dispositif_id,
        PointHebdo.rythme == rythme,
        PointHebdo.lundi >= since,
        PointHebdo.statut != StatutPoint.PARTI,
    )
    return set(tx.scalars(found))


def _left(digest: Digest | None) -> bool:
    return digest is not None and has_left(digest)


def has_left(digest: Digest) -> bool:
    """Whether its words were joined to it: nothing of it changes any more."""
    return LEFT in digest.instantane


def phrases(tx: Tx, point_id: int) -> list[PointPhrase]:
    """Its sentences « à retenir », in the order in which they were written."""
    found = select(PointPhrase).where(PointPhrase.point_id == point_id)
    return list(tx.scalars(found.order_by(PointPhrase.id)))


def wordless(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A letter whose figures alone are kept."""
    sections = {name: one for name, one in snapshot["sections"].items() if name not in MOTS}
    return {**snapshot, "sections": sections}


def unsay(tx: Tx, dispositif_id: int, words: str, since: datetime) -> None:
    """The letters frozen since then say it no more: it was taken back."""
    found = select(Digest).where(Digest.dispositif_id == dispositif_id, Digest.fige_le >= since)
    for row in tx.scalars(found):
        paroles = row.instantane.get("sections", {}).get("paroles", {"lignes": []})
        left = [one for one in paroles["lignes"] if one["texte"] != words]
        if len(left) < len(paroles["lignes"]):
            sections = {**row.instantane["sections"], "paroles": {"lignes": left}}
            if not left:
                del sections["paroles"]
            row.instantane = {**row.instantane, "sections": sections}
