"""The frame that the comité technique decides: where, when, and which services are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Code, RowId, Slug, TelegramId, ref


class DispositifRow(Base):
    """A whole programme; `empreinte` is the hash of the file it was last loaded from."""

    __tablename__ = "dispositif"
    id: Mapped[RowId]
    slug: Mapped[Slug]
    nom: Mapped[str]
    empreinte: Mapped[Code]
    charge_le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("slug"),)


class TerritoireRow(Base):
    """The area of one comité opérationnel (000 l.69-82)."""

    __tablename__ = "territoire"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    slug: Mapped[Slug]
    label: Mapped[str]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)


class QuartierRow(Base):
    """A priority neighbourhood (000 l.43)."""

    __tablename__ = "quartier"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    territoire_id: Mapped[int] = ref("territoire")
    slug: Mapped[Slug]
    label: Mapped[str]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)


class SiteRow(Base):
    """A precise public space named by the comité (000 l.43); degrees are WGS 84."""

    __tablename__ = "site"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    quartier_id: Mapped[int] = ref("quartier")
    slug: Mapped[Slug]
    label: Mapped[str]
    type_lieu: Mapped[Slug]
    bailleur: Mapped[Slug | None]
    latitude: Mapped[float]
    longitude: Mapped[float]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)


class InterventionRow(Base):
    """A mission on one site for three months, renewable (000 l.120)."""

    __tablename__ = "intervention"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    site_id: Mapped[int] = ref("site")
    slug: Mapped[Slug]
    type_intervention: Mapped[Slug]
    decision: Mapped[date]
    debut: Mapped[date]
    fin: Mapped[date]
    objectifs: Mapped[list[Any]]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)


class ServiceRow(Base):
    """An addressee of alerts; its Telegram group, or one topic of it, registers with a code."""

    __tablename__ = "service"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    slug: Mapped[Slug]
    label: Mapped[str]
    groupe_telegram: Mapped[TelegramId | None]
    sujet_telegram: Mapped[TelegramId | None]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)
