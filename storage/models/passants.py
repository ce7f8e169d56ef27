"""What passers-by answered, counted by site and campaign; nothing of any of them (§4.5 D)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Former, RowId, Slug, partial, ref
from storage.models.saisies import words


class CampagnePassants(Base):
    """One campaign: the window of one measure (« t0 ») of an intervention, that begins on `debut`.

    `comptes`: how often each answer was given, {question: {answer: n}}; `personnes`: how many were
    asked. `derniere`: what the last of them answered and who noted it, for a quarter of an hour,
    so that a slip may be taken back; `le`: when it was noted.
    """

    __tablename__ = "campagne_passants"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    intervention_id: Mapped[int] = ref("intervention", index=False)
    mesure: Mapped[Slug]
    debut: Mapped[date]
    personnes: Mapped[int]
    comptes: Mapped[dict[str, Any]] = words("listes.questions_passants")
    derniere: Mapped[Former | None]
    le: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("intervention_id", "mesure", "debut"),
        partial("ix_campagne_passants_le_said", "derniere IS NOT NULL", "dispositif_id", "le"),
    )
