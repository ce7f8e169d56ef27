"""What somebody of the team is about to be told of signalements: read, added to, taken along."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import Table, delete, select

from storage.machine.db import Tx
from storage.machine.outbox import RETRY, TODO, Destination, change_unsent
from storage.models import NOUVELLES, Outbox

LIGNES: Final = "lignes"
"""Where the content keeps what it says: (id of a signalement, Telegram's HTML)."""
_O = cast(Table, Outbox.__table__)


def waiting(tx: Tx, personne_id: int, to: Destination) -> tuple[int, dict[str, Any]] | None:
    """The message that has not left yet, (its row, its content), held until the commit."""
    found = select(_O.c.id, _O.c.contenu).where(
        _O.c.canal == to.channel,
        _O.c.adresse == to.address,
        _O.c.etat.in_((TODO, RETRY)),
        _O.c.sujet == NOUVELLES.of(personne_id),
    )
    row = tx.connection().execute(found.order_by(_O.c.id).with_for_update()).first()
    return (row.id, row.contenu) if row else None


def rewrite(tx: Tx, row_id: int, content: dict[str, Any]) -> None:
    """It says that from now on; one that says nothing more is forgotten."""
    if content[LIGNES]:
        change_unsent(tx, Outbox.id == row_id, {"contenu": content})
        return
    mine = (_O.c.id == row_id, _O.c.etat.in_((TODO, RETRY)))
    tx.connection().execute(delete(_O).where(*mine))
