"""What one tap did to something that lasts, and questions of safety that wait for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Former, RowId, Slug, partial, ref
from storage.models.saisies import Saisie

FIN: Final = "fin"
"""The end of a presence, which the line of that presence says already."""
SAME_EVENING: Final = timedelta(hours=12)
"""How long that one may be taken back: later, it is another evening."""


class Geste(Saisie, Base):
    """A deed on something that lasts: a relais answered, an accord checked, a presence ended.

    `quoi` is which kind of deed (`bot.feature.gestes`), `objet_id` the row that keeps it, `avant`
    what that row was, when its own history does not say it. Deleted, it was taken back. Nobody
    signs what a command did.
    """

    __tablename__ = "geste"
    lettre = "z"
    auteur_id: Mapped[int | None] = ref("personne")
    le: Mapped[datetime]
    quoi: Mapped[Slug]
    objet_id: Mapped[int]
    avant: Mapped[Former | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_geste_dispositif_id_le", "dispositif_id", "le"),
        Index("ix_geste_objet_id_quoi", "objet_id", "quoi"),
    )


class QuestionSecurite(Base):
    """« Vous êtes en sécurité ? », asked of somebody about an entry (« conflit », 12).

    Answered or not: after a quarter of an hour of silence, the coordination is told (MED-13).
    """

    __tablename__ = "question_securite"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    binome_id: Mapped[int] = ref("binome")
    personne_id: Mapped[int] = ref("personne")
    site_id: Mapped[int] = ref("site")
    objet: Mapped[Slug]
    objet_id: Mapped[int]
    posee_le: Mapped[datetime]
    repondue_le: Mapped[datetime | None]
    prevenue_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("objet", "objet_id"),
        partial(
            "ix_question_securite_waiting",
            "repondue_le IS NULL AND prevenue_le IS NULL",
            "dispositif_id",
            "posee_le",
        ),
    )
