"""How often a line of the file was noted lately: what is told before it is retired."""

from __future__ import annotations

from datetime import datetime
from operator import countOf
from typing import Any

from sqlalchemy import JSON, func, select

from bot.domain.vies.signalement import OPEN
from storage.machine.db import Tx
from storage.models import Saisie, Signalement
from storage.usages_disparus import WORDS


def lately(tx: Tx, dispositif_id: int, cle: str, slug: str, since: datetime) -> int:
    """Entries since then that name that line; « roles » are noted as « publics » are."""
    named = "publics" if cle == "roles" else cle
    columns = [
        column for column, of in WORDS.items() if of == named and issubclass(column.class_, Saisie)
    ]
    return sum(_times(tx, column, (dispositif_id, slug, since)) for column in columns)


def open_signalements(tx: Tx, dispositif_id: int, categorie: str) -> int:
    """Defects of that category that are not mended yet."""
    waiting = select(func.count()).where(
        Signalement.dispositif_id == dispositif_id,
        Signalement.categorie == categorie,
        Signalement.statut.in_(OPEN),
    )
    return tx.execute(waiting).scalar_one()


def _times(tx: Tx, column: Any, wanted: tuple[int, str, datetime]) -> int:
    dispositif_id, slug, since = wanted
    table = column.class_
    lately = (
        table.dispositif_id == dispositif_id,
        getattr(table, table.moment) >= since,
        table.alive(),
    )
    if isinstance(column.type, JSON):
        listed = tx.scalars(select(column).where(*lately, column.is_not(None)))
        return sum(countOf(several, slug) for several in listed)
    counted = select(func.count()).select_from(table).where(*lately, column == slug)
    return tx.execute(counted).scalar_one()
