"""The point hebdo: a frozen snapshot per comité and week, and one sending per recipient."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.machine.base import Base, Code, RowId, Slug, ref
from storage.machine.outbox import Sujet

HEBDO: Final = "hebdo"
MENSUEL: Final = "mensuel"
DIGEST_ENVOI: Final = Sujet("digest_envoi")
"""A point hebdo on its way to one recipient: the id of a DigestEnvoi."""

LETTRE: Final = Sujet("lettre")
"""What one reader reads whole on the web: the id of a DigestEnvoi."""


class Digest(Base):
    """Figures frozen once, which every rendering shows (P6), of a week or of a month of weeks.

    `lundi` is the local Monday on which they begin; `rythme` is hebdo or mensuel.
    """

    __tablename__ = "digest"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    comite: Mapped[Slug]
    rythme: Mapped[Slug] = mapped_column(server_default=HEBDO)
    lundi: Mapped[date]
    fige_le: Mapped[datetime]
    instantane: Mapped[dict[str, Any]]
    __table_args__ = (UniqueConstraint("dispositif_id", "comite", "rythme", "lundi"),)


class DigestEnvoi(Base):
    """One recipient × channel of one digest: at most one sending, ever.

    `avec_id`: it left in the letter of that other one, whose departure and failure are its own.
    """

    __tablename__ = "digest_envoi"
    id: Mapped[RowId]
    digest_id: Mapped[int] = ref("digest")
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    avec_id: Mapped[int | None] = ref("digest_envoi")
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    echec: Mapped[str | None]
    __table_args__ = (UniqueConstraint("digest_id", "canal", "adresse"),)


class Publication(Base):
    """One table of counts of people that left the team, as its readers have it (adr/0026).

    support: what it left in (« point », « tableau », « export »). portee: of which places, as a
    key. debut, fin: its first day, and the first one after. ventilation: {lieux, comptes, total}.
    """

    __tablename__ = "publication"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    support: Mapped[Slug]
    mesure: Mapped[Slug]
    portee: Mapped[Code]
    debut: Mapped[date]
    fin: Mapped[date]
    ventilation: Mapped[dict[str, Any]]
    publie_le: Mapped[datetime]
    __table_args__ = (Index(None, "dispositif_id", "fin"),)


class Desabonnement(Base):
    """A recipient who no longer wants one comité's digest."""

    __tablename__ = "desabonnement"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    comite: Mapped[Slug]
    adresse: Mapped[Code]
    le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("dispositif_id", "comite", "adresse"),)
