"""The sending of each alerte: its key in the outbox, and what may still be changed of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.machine.db import Tx
from storage.machine.outbox import DEAD, change_unsent
from storage.models import Alerte, Outbox


def envoi_key(alerte_id: int) -> str:
    """The outbox key under which an alerte first leaves."""
    return f"alerte:{alerte_id}:envoi"


def photos_key(alerte_id: int) -> str:
    """How the outbox keys begin of the photos that follow an alerte."""
    return f"alerte:{alerte_id}:photo"


def photos_shown(tx: Tx, alerte_id: int) -> set[str]:
    """The photos that followed an alerte, or are about to."""
    followed = select(Outbox.contenu).where(Outbox.cle.startswith(photos_key(alerte_id) + ":"))
    contents = list(tx.scalars(followed))
    return {name for one in contents for name in (one.get("photos") or [one.get("photo")])}


def shown_as(tx: Tx, canal: str, evenements: Sequence[str]) -> Alerte | None:
    """The alerte whose card is one of these messages of a channel that names its own by texts."""
    mine = (Alerte.canal == canal, Alerte.evenement.in_(evenements))
    return tx.scalars(select(Alerte).where(*mine).order_by(Alerte.id.desc())).first()


def envoi(tx: Tx, alerte_id: int) -> Outbox | None:
    """The message in which an alerte first left, unless it was purged since."""
    return tx.scalars(select(Outbox).where(Outbox.cle == envoi_key(alerte_id))).first()


def rewrite_envoi(tx: Tx, alerte_id: int, contenu: dict[str, Any], pas_avant: datetime) -> bool:
    """Change an alerte that has not left; False when it already has."""
    return change_unsent(
        tx, Outbox.cle == envoi_key(alerte_id), {"contenu": contenu, "pas_avant": pas_avant}
    )


def cancel_envoi(tx: Tx, alerte_id: int, reason: str) -> bool:
    """Keep an alerte from leaving; False when it already has."""
    return change_unsent(tx, Outbox.cle == envoi_key(alerte_id), {"etat": DEAD, "erreur": reason})
