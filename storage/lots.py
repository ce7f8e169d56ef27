"""Letters that carry several alertes: found while they wait, read, written anew, kept back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, select

from storage import alertes_envoyees, signalements
from storage.machine.db import Tx
from storage.machine.outbox import RETRY, TODO, change_unsent, read_sujet, withdraw
from storage.models import LOT, Alerte, Outbox

PARTIES: Final = "parties"
"""Where the content of such a letter keeps what it says of each of its alertes."""
_UNSENT: Final = (TODO, RETRY)
_O = cast(Table, Outbox.__table__)


def key(lot_id: int) -> str:
    """The outbox key under which that letter leaves."""
    return f"lot:{lot_id}:envoi"


def letter_key(row: Alerte) -> str:
    """The key of the letter in which that copy first left, alone or with others."""
    return key(row.lot_id) if row.lot_id else alertes_envoyees.envoi_key(row.id)


def follows(tx: Tx, row: Alerte) -> str | None:
    """The key of the first letter on that signalement to that address; None when this is it."""
    known = signalements.alertes(tx, row.signalement_id)
    first = next(one for one in known if one.adresse == row.adresse)
    return None if first.id == row.id else letter_key(first)


def waiting(tx: Tx, row: Alerte, leaves: datetime) -> int | None:
    """The letter for that service, at that address, which leaves then and has not yet."""
    found = select(Outbox.sujet).where(
        Outbox.canal == row.canal,
        Outbox.adresse == row.adresse,
        Outbox.etat == TODO,
        Outbox.pas_avant == leaves,
        Outbox.sujet.startswith(LOT.genre),
    )
    for sujet in tx.scalars(found.order_by(Outbox.id)):
        genre, lot_id = read_sujet(sujet) or ("", 0)
        first = tx.get(Alerte, lot_id) if genre == LOT.genre else None
        if first is not None and first.service == row.service:
            return lot_id
    return None


def parts(tx: Tx, lot_id: int) -> dict[str, dict[str, Any]] | None:
    """What it says of each alerte, by its id as text, held until the transaction ends.

    None once it has left.
    """
    held = select(_O.c.contenu).where(_O.c.cle == key(lot_id), _O.c.etat.in_(_UNSENT))
    found = tx.connection().execute(held.with_for_update()).scalar_one_or_none()
    return None if found is None else found.get(PARTIES, {})


def write(tx: Tx, lot_id: int, content: dict[str, Any]) -> None:
    """It says that from now on."""
    change_unsent(tx, Outbox.cle == key(lot_id), {"contenu": content})


def drop(tx: Tx, lot_id: int) -> None:
    """Nothing is left to say in it: it does not leave, and its key may serve again."""
    withdraw(tx, key(lot_id))


def rename(tx: Tx, lot_id: int, first: int) -> None:
    """It is named by another copy from now on."""
    change_unsent(tx, Outbox.cle == key(lot_id), {"cle": key(first), "sujet": LOT.of(first)})


def carried(tx: Tx, lot_id: int) -> list[Alerte]:
    """The copies that it carries, oldest first."""
    return list(tx.scalars(select(Alerte).where(Alerte.lot_id == lot_id).order_by(Alerte.id)))
