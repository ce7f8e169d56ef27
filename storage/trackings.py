"""What each kind of row keeps of the messages that are about it: all that the queue is lent."""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import Select, Table, func, select, update

from storage.machine import conversations
from storage.machine.base import Base
from storage.machine.outbox import Sujet
from storage.machine.tracking import EVENT, ID, IDS, MESSAGE, NOW, REASON, Tracking, by_genre
from storage.models import (
    ALERTE,
    DIGEST_ENVOI,
    EPINGLE_TABLEAU,
    LOT,
    TEXTE_TABLEAU,
    Alerte,
    DigestEnvoi,
    Tableau,
)
from storage.models.livrables import ENVOI, LivrableEnvoi

_A = cast(Table, Alerte.__table__)
_T = cast(Table, Tableau.__table__)
_TALLY: Select[int, int | None] = select(_T.c.id, _T.c.message_id).where(_T.c.id.in_(IDS))


def _of_letter(sujet: Sujet, model: type[Base]) -> Tracking:
    """Of a row for each sending: when it left, else why it did not."""
    rows = cast(Table, model.__table__)
    return Tracking(
        sujet=sujet,
        sent=update(rows).where(rows.c.id == ID).values(envoyee_le=NOW, echec=None),
        given_up=update(rows)
        .where(rows.c.id == ID, rows.c.envoyee_le.is_(None))
        .values(echec=REASON),
    )


TRACKINGS: Final = by_genre(
    conversations.TRACKING,
    # An alert left when its first copy did; rewriting its card since is no other departure.
    Tracking(
        sujet=ALERTE,
        screen=select(_A.c.id, _A.c.message_id, _A.c.evenement).where(_A.c.id.in_(IDS)),
        sent=update(_A)
        .where(_A.c.id == ID)
        .values(
            envoyee_le=func.coalesce(_A.c.envoyee_le, NOW),
            message_id=func.coalesce(MESSAGE, _A.c.message_id),
            evenement=func.coalesce(EVENT, _A.c.evenement),
            echec=None,
        ),
        given_up=update(_A).where(_A.c.id == ID, _A.c.envoyee_le.is_(None)).values(echec=REASON),
    ),
    # Of several in one letter, each left when it did.
    Tracking(
        sujet=LOT,
        sent=update(_A)
        .where(_A.c.lot_id == ID)
        .values(envoyee_le=func.coalesce(_A.c.envoyee_le, NOW), echec=None),
        given_up=update(_A)
        .where(_A.c.lot_id == ID, _A.c.envoyee_le.is_(None))
        .values(echec=REASON),
    ),
    _of_letter(DIGEST_ENVOI, DigestEnvoi),
    _of_letter(ENVOI, LivrableEnvoi),
    Tracking(
        sujet=TEXTE_TABLEAU,
        screen=_TALLY,
        sent=update(_T).where(_T.c.id == ID).values(message_id=MESSAGE),
    ),
    # To pin a tally, or to take the pin away, says nothing of which message shows it.
    Tracking(sujet=EPINGLE_TABLEAU, screen=_TALLY),
)
