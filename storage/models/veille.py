"""Veille technique: signalements, their history, the alertes that carry them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.libre import Libre
from storage.machine.base import Base, Code, Former, RowId, Slug, TelegramId, partial, ref
from storage.machine.outbox import Destination, Sujet
from storage.models.saisies import Saisie, words

ALERTE: Final = Sujet("alerte")
"""A copy of a signalement on its way: the id of an Alerte."""

FLOU: Final = Sujet("flou")
"""The photos of a signalement, looked at and blurred: the id of a Signalement."""


class Signalement(Saisie, Base):
    """A defective thing, never a person (001 l.32, l.96); `statut`: bot.domain.vies.

    `lieu_verifie`: the words of its place name nobody; False when they were kept all the same, and
    leave the team without whoever they name; None for those of before, which nobody checked.
    `relance_le`: when its silence is answered next, None when nothing is waited for; `relances`:
    how many times it was.
    """

    __tablename__ = "signalement"
    lettre = "s"
    moment = "emis_le"
    site_id: Mapped[int] = ref("site", index=False)
    presence_id: Mapped[int | None] = ref("presence")
    binome_id: Mapped[int] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    numero: Mapped[int]
    categorie: Mapped[Slug] = words("categories")
    urgence: Mapped[Slug] = words("urgences")
    danger: Mapped[bool]
    service: Mapped[Slug] = words("services")
    lieu: Mapped[Libre]
    lieu_verifie: Mapped[bool | None]
    type_lieu: Mapped[Slug | None] = words("types_lieu")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    statut: Mapped[Slug]
    emis_le: Mapped[datetime]
    echeance: Mapped[datetime]
    recu_le: Mapped[datetime | None]
    traite_le: Mapped[datetime | None]
    clos_le: Mapped[datetime | None]
    relance_le: Mapped[datetime | None]
    relances: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("source"),
        UniqueConstraint("dispositif_id", "numero"),
        partial(
            "ix_signalement_dispositif_id_relance_le",
            "relance_le IS NOT NULL",
            *("dispositif_id", "relance_le"),
        ),
        Index("ix_signalement_dispositif_id_emis_le", "dispositif_id", "emis_le"),
        Index("ix_signalement_site_id_emis_le", "site_id", "emis_le"),
        Index("ix_signalement_site_id_clos_le", "site_id", "clos_le"),
    )

    @classmethod
    def alive(cls) -> ColumnElement[bool]:
        """It has left: it is never deleted, only cancelled."""
        return cls.statut != "annule"


class SignalementActe(Base):
    """One step in a signalement's life: appended, never edited. `par`: a role and its key.

    `avant` is what the signalement was, and `defait_le` when that step was taken back.
    """

    __tablename__ = "signalement_acte"
    id: Mapped[RowId]
    signalement_id: Mapped[int] = ref("signalement", index=False)
    le: Mapped[datetime]
    acte: Mapped[Slug]
    de: Mapped[Slug]
    vers: Mapped[Slug]
    par: Mapped[Code]
    motif: Mapped[Code]
    avant: Mapped[Former | None]
    defait_le: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_signalement_acte_signalement_id_vers_le", "signalement_id", "vers", "le"),
    )


class Alerte(Base):
    """One copy of a signalement for one address of a service; all bear its number (P3).

    `retiree_le`: it was handed to that service by mistake, its answers count no more.
    `photo` is the one that its card left with: a card keeps its shape, and a text has no caption.
    """

    __tablename__ = "alerte"
    id: Mapped[RowId]
    signalement_id: Mapped[int] = ref("signalement")
    service: Mapped[Slug]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    etape: Mapped[Slug]
    message_id: Mapped[TelegramId | None]
    photo: Mapped[Code | None]
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    retiree_le: Mapped[datetime | None]
    echec: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("signalement_id", "canal", "adresse", "etape"),
        Index("ix_alerte_adresse_message_id", "adresse", "message_id"),
    )

    @property
    def destination(self) -> Destination:
        """Where this copy goes."""
        return Destination(self.canal, self.adresse)
