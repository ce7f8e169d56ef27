"""Links to the calendar that other programs read: to whom each was given, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Mapped

from storage.machine.base import Base, RowId, ref
from storage.machine.outbox import Sujet

CALENDRIER: Final = Sujet("calendrier")
"""The due dates, for an agenda that reads them again each day: the id of a LienCalendrier."""


class LienCalendrier(Base):
    """One link to the calendar; `personne_id`: whose own it is, none of one given by command."""

    __tablename__ = "lien_calendrier"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    personne_id: Mapped[int | None] = ref("personne")
    donne_le: Mapped[datetime]
    retire_le: Mapped[datetime | None]
