"""The pinned tallies that have not shown the last turns of their presence, or its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, or_, select

from storage.machine.db import Tx
from storage.models import Presence, Tableau

QUIET: Final = timedelta(seconds=2)
"""After the last turn: somebody who counts a group has then stopped."""
MANY: Final = 6
"""Turns that a tally may have to show, for one who never stops."""
_BEHIND = (
    select(Tableau, Presence)
    .join(Presence, Presence.id == Tableau.presence_id)
    .where(
        Presence.dispositif_id == bindparam("b_dispositif"),
        Tableau.clos_le.is_(None),
        Tableau.tours != Tableau.vus,
        or_(
            Tableau.signe_le.is_(None),
            Tableau.signe_le <= bindparam("b_quiet"),
            Tableau.tours - Tableau.vus >= MANY,
        ),
        Presence.fin.is_(None),
        Presence.supprimee_le.is_(None),
    )
    .order_by(Tableau.id)
    .limit(bindparam("b_most"))
)
_OVER = (
    select(Presence)
    .join(Tableau, Tableau.presence_id == Presence.id)
    .where(
        Presence.dispositif_id == bindparam("b_dispositif"),
        Tableau.clos_le.is_(None),
        Tableau.tours != Tableau.vus,
        or_(Presence.fin.is_not(None), Presence.supprimee_le.is_not(None)),
    )
    .order_by(Tableau.id)
    .limit(1)
)


def behind(tx: Tx, dispositif_id: int, now: datetime, most: int) -> dict[Presence, list[Tableau]]:
    """Live tallies that have not shown the last turns of their presence, by presence.

    Whoever is counting has a moment yet. So many at most, the oldest first. They count as shown
    from here: a turn that comes meanwhile puts them behind again.
    """
    by_presence: dict[Presence, list[Tableau]] = {}
    asked = {"b_dispositif": dispositif_id, "b_quiet": now - QUIET, "b_most": most}
    found = tx.execute(_BEHIND, asked)
    for tableau, presence in found:
        tableau.vus = tableau.tours
        by_presence.setdefault(presence, []).append(tableau)
    return by_presence


def over(tx: Tx, dispositif_id: int) -> Presence | None:
    """A presence that is over, and that some tally still shows as it was."""
    return tx.scalars(_OVER, {"b_dispositif": dispositif_id}).first()
