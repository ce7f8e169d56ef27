"""The register of what was published of people: read before a table leaves, written when it does.

Whatever leaves the team with counts of people by kind (a letter, a page, a document, an export)
goes through `publie`; none of them tells more than what left before allows (adr/0026). A letter,
which is composed before it is frozen, asks `entre`, then writes down with `inscrit`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from bot.domain.petits_effectifs import SEUIL
from bot.domain.publications import sans_revelation
from bot.domain.ventilation import Ventilation
from storage.machine.db import Tx
from storage.models import Publication

OuEtQuand = tuple[str, str, date, date]
"""What is counted, of which places, from which day to which."""
_SAME: Final = select(
    Publication.mesure,
    Publication.portee,
    Publication.debut,
    Publication.fin,
    Publication.ventilation,
).where(
    Publication.dispositif_id == bindparam("b_de"),
    Publication.fin.in_(bindparam("b_fins", expanding=True)),
    Publication.portee.in_(bindparam("b_portees", expanding=True)),
)


def entre(
    tx: Tx, programme_id: int, debut: date, fin: date, mesure: str | None = None
) -> list[Ventilation]:
    """All that was told of these days (`fin` excluded), or of days told together with them.

    mesure: that one alone: tables of another say nothing of it.
    """
    found: list[Ventilation] = []
    while rows := _rows(tx, programme_id, debut, fin, mesure):
        found = [_ventilation(row) for row in rows]
        reach = min(debut, *(one.debut for one in found)), max(fin, *(one.fin for one in found))
        if reach == (debut, fin):
            break
        debut, fin = reach
    return found


def publie(
    tx: Tx,
    programme_id: int,
    tableau: Ventilation,
    support: str,
    now: datetime,
    seuil: int = SEUIL,
) -> Ventilation:
    """`tableau` as it may leave, and written down: once for what was told already.

    Over whole weeks only: a table of a day more, each day, would tell each day.
    """
    told = sans_revelation(entre(tx, programme_id, tableau.debut, tableau.fin), tableau, seuil)
    inscrit(tx, programme_id, [told], support, now)
    return told


def inscrit(
    tx: Tx, programme_id: int, tableaux: Sequence[Ventilation], support: str, now: datetime
) -> None:
    """Tables that leave, as `sans_revelation` let them."""
    told = _told(tx, programme_id, tableaux)
    rows: list[dict[str, Any]] = []
    for one in tableaux:
        row = {"lieux": sorted(one.lieux), "comptes": dict(one.comptes), "total": one.total}
        if row not in told[_key(one)]:
            told[_key(one)].append(row)
            place = dict(zip(("mesure", "portee", "debut", "fin"), _key(one), strict=True))
            whose = {"dispositif_id": programme_id, "support": support, "publie_le": now}
            rows.append({**whose, **place, "ventilation": row})
    if rows:
        tx.execute(insert(Publication), rows)


def _told(
    tx: Tx, programme_id: int, tableaux: Sequence[Ventilation]
) -> defaultdict[OuEtQuand, list[dict[str, Any]]]:
    """What was written down already of the same people, places and days, whatever it told."""
    same = {
        "b_de": programme_id,
        "b_fins": sorted({one.fin for one in tableaux}),
        "b_portees": sorted({_portee(one) for one in tableaux}),
    }
    told: defaultdict[OuEtQuand, list[dict[str, Any]]] = defaultdict(list)
    for *place, ventilation in tx.execute(_SAME, same):
        told[tuple(place)].append(ventilation)
    return told


def _key(tableau: Ventilation) -> OuEtQuand:
    return tableau.mesure, _portee(tableau), tableau.debut, tableau.fin


def _portee(tableau: Ventilation) -> str:
    """The same places have the same key, however many they are."""
    return hashlib.sha256(" ".join(sorted(tableau.lieux)).encode()).hexdigest()[:16]


def _rows(
    tx: Tx, programme_id: int, debut: date, fin: date, mesure: str | None
) -> Sequence[Publication]:
    mine = select(Publication).where(
        Publication.dispositif_id == programme_id,
        Publication.fin > debut,
        Publication.debut < fin,
    )
    if mesure is not None:
        mine = mine.where(Publication.mesure == mesure)
    return tx.scalars(mine.order_by(Publication.id)).all()


def _ventilation(row: Publication) -> Ventilation:
    told, lieux = row.ventilation, frozenset(row.ventilation["lieux"])
    return Ventilation(row.mesure, lieux, row.debut, row.fin, told["comptes"], told["total"])
