"""The team: who may speak to the bot, in which role, in which binôme."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, RowId, Slug, TelegramId, partial, ref
from storage.machine.outbox import Sujet
from storage.models.saisies import words


class BinomeRow(Base):
    """A pair of mediators (000 l.103)."""

    __tablename__ = "binome"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    slug: Mapped[Slug]
    label: Mapped[str]
    actif: Mapped[bool]
    __table_args__ = (UniqueConstraint("dispositif_id", "slug"),)


NOUVELLES: Final = Sujet("nouvelles")
"""What changed of signalements, told to one mediator: the id of a Personne."""


class Personne(Base):
    """Someone who accepted an invitation; a revoked row stays, so that history has its author.

    `choisie_le`: since when an account of several programmes speaks in this one. `oubli_le`: since
    when they want to be forgotten once they have left; `anonyme_le`: it names nobody any more.
    `nouvelles_le`: when they were last told of a change, so that several make one message.
    `tient_ordre`: the agenda of their comité is theirs to edit and to validate (B06).
    """

    __tablename__ = "personne"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    binome_id: Mapped[int | None] = ref("binome")
    role: Mapped[Slug]
    prenom: Mapped[str]
    telegram_id: Mapped[TelegramId]
    charte_le: Mapped[datetime]
    revoquee_le: Mapped[datetime | None]
    injoignable_le: Mapped[datetime | None]
    comite: Mapped[Slug | None] = words("comites")
    choisie_le: Mapped[datetime | None]
    oubli_le: Mapped[datetime | None]
    anonyme_le: Mapped[datetime | None]
    nouvelles_le: Mapped[datetime | None]
    tient_ordre: Mapped[bool | None]
    # One living row per Telegram account and programme: a revoked one may be invited again.
    __table_args__ = (
        partial(
            "uq_personne_telegram_id_dispositif_id_active",
            "revoquee_le IS NULL",
            "telegram_id",
            "dispositif_id",
            unique=True,
        ),
    )


class Invitation(Base):
    """A single-use code; only its SHA-256 is kept."""

    __tablename__ = "invitation"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    binome_id: Mapped[int | None] = ref("binome")
    service_id: Mapped[int | None] = ref("service")
    role: Mapped[Slug]
    nom: Mapped[str]
    code_sha256: Mapped[Slug]
    creee_le: Mapped[datetime]
    expire_le: Mapped[datetime]
    utilisee_le: Mapped[datetime | None]
    comite: Mapped[Slug | None] = words("comites")
    creee_par: Mapped[int | None] = ref("personne", index=False)
    demandee_par: Mapped[TelegramId | None]
    """The account that used it, while it waits to be let in."""
    __table_args__ = (
        UniqueConstraint("code_sha256"),
        partial("ix_invitation_demandee_par", "demandee_par IS NOT NULL", "demandee_par"),
    )


class Audit(Base):
    """Who did what to which row, without any note text; appended only."""

    __tablename__ = "audit"
    id: Mapped[RowId]
    le: Mapped[datetime]
    personne_id: Mapped[int | None] = ref("personne")
    acte: Mapped[Slug]
    objet: Mapped[Slug]
    objet_id: Mapped[int | None]
    detail: Mapped[str]
    __table_args__ = (Index("ix_audit_objet_objet_id", "objet", "objet_id"),)
