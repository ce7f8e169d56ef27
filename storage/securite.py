"""Questions of safety: asked, answered, or left unanswered until somebody must be called."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models.gestes import QuestionSecurite

_WAITING: Final = (
    QuestionSecurite.repondue_le.is_(None),
    QuestionSecurite.prevenue_le.is_(None),
)


def add(tx: Tx, question: QuestionSecurite) -> QuestionSecurite:
    tx.add(question)
    tx.flush()
    return question


def get(tx: Tx, question_id: int) -> QuestionSecurite | None:
    return tx.get(QuestionSecurite, question_id)


def about(tx: Tx, objet: str, objet_id: int) -> QuestionSecurite | None:
    """The question asked about that entry, if one was."""
    found = select(QuestionSecurite).where(
        QuestionSecurite.objet == objet, QuestionSecurite.objet_id == objet_id
    )
    return tx.scalars(found).first()


def unanswered(
    tx: Tx, dispositif_id: int, now: datetime, silence: timedelta, most: int
) -> list[QuestionSecurite]:
    """Those that nobody answered for so long, and of which nobody was told; so many at most."""
    found = select(QuestionSecurite).where(
        QuestionSecurite.dispositif_id == dispositif_id,
        QuestionSecurite.posee_le <= now - silence,
        *_WAITING,
    )
    return list(tx.scalars(found.order_by(QuestionSecurite.posee_le).limit(most)))


def waiting_for(tx: Tx, dispositif_id: int, personne_id: int) -> QuestionSecurite | None:
    """The newest one that this person has still to answer."""
    found = select(QuestionSecurite).where(
        QuestionSecurite.dispositif_id == dispositif_id,
        QuestionSecurite.personne_id == personne_id,
        *_WAITING,
    )
    return tx.scalars(found.order_by(QuestionSecurite.posee_le.desc())).first()
