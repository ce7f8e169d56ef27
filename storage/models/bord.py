"""Links to the dashboards: to whom each was given, until when, and whether it was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Mapped

from storage.machine.base import Base, RowId, Slug, ref
from storage.machine.outbox import Sujet
from storage.models.saisies import words

BORD: Final = Sujet("bord")
"""The dashboards, as far as one link reaches: the id of a LienBord."""
CARTE_DIFFICULTES: Final = Sujet("carte_difficultes")
"""The restricted map of difficulties (003 l.421), by the same link: the id of a LienBord."""


class LienBord(Base):
    """One link to the dashboards; `lecteur` says how deep it reads (`bot.domain.bord`).

    Of a comité, a landlord or who pays, that column says which. `personne_id`: the coordinator
    whose own it is; `lettre`: it stands in the letters of that comité. It names nobody else.
    """

    __tablename__ = "lien_bord"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    lecteur: Mapped[Slug]
    comite: Mapped[Slug | None] = words("comites")
    bailleur: Mapped[Slug | None] = words("services")
    commanditaire: Mapped[Slug | None] = words("commanditaires")
    personne_id: Mapped[int | None] = ref("personne")
    lettre: Mapped[bool]
    donne_le: Mapped[datetime]
    expire_le: Mapped[datetime | None]
    retire_le: Mapped[datetime | None]
