"""Addresses of services: those that refuse what is written, those of the weekly letter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Code, RowId, Slug, ref
from storage.machine.outbox import Sujet

LETTRE_SERVICE: Final = Sujet("lettre_service")
"""The weekly letter of a service at one address: the id of a LettreService."""


class AdresseRefusee(Base):
    """A mailbox of a service of that programme that answered « nobody here » (SMTP 5xx, or a
    letter that came back).

    `raison`: what was answered. `retablie_le`: the coordination says that it is right again; the
    same line is taken again if it refuses once more.
    """

    __tablename__ = "adresse_refusee"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    service: Mapped[Slug]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    raison: Mapped[str]
    refusee_le: Mapped[datetime]
    retablie_le: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("dispositif_id", "service", "canal", "adresse"),)


class LettreService(Base):
    """The weekly « ce qui reste ouvert chez vous » of a service, at one address of its own.

    `lundi`: the last week that it told, by its Monday; None before the first. `arretee_le`: it is
    not wanted there any more.
    """

    __tablename__ = "lettre_service"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    service: Mapped[Slug]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    lundi: Mapped[date | None]
    arretee_le: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("dispositif_id", "service", "canal", "adresse"),)
