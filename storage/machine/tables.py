"""What makes nothing lost and nothing doubled: inbox, conversations, outbox, leases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.machine.base import Base, Code, RowId, RowNumber, Slug, TelegramId, partial

UNSENT = "etat IN ('todo', 'retry', 'uncertain', 'sending')"


class Inbox(Base):
    """An update as Telegram sent it, kept raw before it is acknowledged (P2)."""

    __tablename__ = "inbox"
    id: Mapped[RowId]
    bot_id: Mapped[TelegramId]
    update_id: Mapped[TelegramId]
    voie: Mapped[Code]
    contenu: Mapped[str]
    recu_le: Mapped[datetime]
    etat: Mapped[Slug]
    essais: Mapped[int]
    erreur: Mapped[str | None]
    # Exact membership, never a high-water mark: numbers restart at random after a quiet week.
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        Index("ix_inbox_etat_id", "etat", "id"),
    )


class Conversation(Base):
    """A dialogue under way: answers, position and revision; never a program counter.

    `programme` is a number that is carried for who speaks in several; None before that.
    """

    __tablename__ = "conversation"
    id: Mapped[RowId]
    chat_id: Mapped[TelegramId]
    user_id: Mapped[TelegramId]
    flow: Mapped[Slug]
    version: Mapped[int]
    etat: Mapped[Slug]
    answers: Mapped[dict[str, Any]]
    position: Mapped[Code]
    rev: Mapped[int]
    editing: Mapped[bool]
    invalid: Mapped[int]
    screen_message_id: Mapped[TelegramId | None]
    programme: Mapped[int | None]
    ouverte_le: Mapped[datetime]
    touchee_le: Mapped[datetime]
    __table_args__ = (
        Index("ix_conversation_chat_id_user_id_etat", "chat_id", "user_id", "etat"),
        # Without `touchee_le`: a tap moves nothing in it.
        partial("ix_conversation_user_id_live", "etat IN ('ouverte', 'gardee')", "user_id"),
    )


class Outbox(Base):
    """A message to send; `sujet` says what it is about (« conversation:12 », « alerte:3 »).

    `oublier_le`: from then on nothing of it is kept, sent or not.
    """

    __tablename__ = "outbox"
    id: Mapped[RowId]
    cle: Mapped[Code]
    lane: Mapped[int]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    contenu: Mapped[dict[str, Any]]
    sujet: Mapped[Code]
    etat: Mapped[Slug]
    essais: Mapped[int]
    pas_avant: Mapped[datetime]
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    message_id: Mapped[TelegramId | None]
    erreur: Mapped[str | None]
    oublier_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("cle"),
        # Sent rows outnumber the others a thousand to one: the senders never walk through them.
        partial("ix_outbox_canal_lane_id", UNSENT, "canal", "lane", "id"),
        partial("ix_outbox_canal_adresse_id", UNSENT, "canal", "adresse", "id"),
        partial("ix_outbox_id_dead", "etat IN ('dead')", "id"),
        partial("ix_outbox_oublier_le", "oublier_le IS NOT NULL", "oublier_le"),
    )


class CleSortie(Base):
    """The key of a message that left the outbox: it may come again, and is not said again."""

    __tablename__ = "cle_sortie"
    cle: Mapped[Code] = mapped_column(primary_key=True)


class Effacement(Base):
    """Words taken back: what left and says them is being blanked, past the message `apres`."""

    __tablename__ = "effacement"
    id: Mapped[RowId]
    mots: Mapped[Code]
    apres: Mapped[RowNumber]


class Ecoute(Base):
    """How far a channel was heard: what it gave up to `suite` is written down."""

    __tablename__ = "ecoute"
    nom: Mapped[Code] = mapped_column(primary_key=True)
    suite: Mapped[Code]


class Bail(Base):
    """A lease: who polls Telegram now, and until when nobody else may."""

    __tablename__ = "bail"
    nom: Mapped[Code] = mapped_column(primary_key=True)
    titulaire: Mapped[Code]
    expire_le: Mapped[datetime]


class Compteur(Base):
    """The last number given in a series (« amiens:V »)."""

    __tablename__ = "compteur"
    nom: Mapped[Code] = mapped_column(primary_key=True)
    valeur: Mapped[int]


class TacheFaite(Base):
    """A job done for a period; its unique key makes a doubled tick harmless."""

    __tablename__ = "passage"
    id: Mapped[RowId]
    tache: Mapped[Slug]
    periode: Mapped[Code]
    le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("tache", "periode"),)
