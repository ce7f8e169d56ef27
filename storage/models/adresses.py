"""Addresses of services that refuse what is written to them: nothing more goes there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Code, RowId, Slug, ref


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
