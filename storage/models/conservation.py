"""What is remembered of forgetting: how far each kind went, and what is to be forgotten later."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Code, RowId, RowNumber, Slug, ref


class Conservation(Base):
    """Up to which row of a table one kind of thing was forgotten; rows are numbered as they come.

    `quoi` is the kind and its table (« lieu:signalement »).
    """

    __tablename__ = "conservation"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    quoi: Mapped[Slug]
    jusqua: Mapped[RowNumber]
    __table_args__ = (UniqueConstraint("dispositif_id", "quoi"),)


class Oubli(Base):
    """What a row said is to be forgotten at `des_le`, unless it stands again by then."""

    __tablename__ = "oubli"
    id: Mapped[RowId]
    objet: Mapped[Slug]
    objet_id: Mapped[int]
    des_le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("objet", "objet_id"),)


class Pseudonyme(Base):
    """Who stands for whom on the records of one month; gone once that month is done with."""

    __tablename__ = "pseudonyme"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    mois: Mapped[date]
    personne_id: Mapped[int] = ref("personne", index=False)
    remplacant_id: Mapped[int] = ref("personne", index=False)
    __table_args__ = (UniqueConstraint("dispositif_id", "mois", "personne_id"),)


class Sceau(Base):
    """One link of the chain of the audit: what its line says, and the link before it."""

    __tablename__ = "sceau"
    id: Mapped[RowId]
    audit_id: Mapped[RowNumber]
    empreinte: Mapped[Code]
    __table_args__ = (UniqueConstraint("audit_id"),)


class Ancre(Base):
    """Where the chain stood on one day, signed: it begins after the first, and goes past the last.

    `sceau_id` is the link that bore this `empreinte`.
    """

    __tablename__ = "ancre"
    id: Mapped[RowId]
    le: Mapped[datetime]
    empreinte: Mapped[Code]
    signature: Mapped[Code]
    sceau_id: Mapped[RowNumber]
