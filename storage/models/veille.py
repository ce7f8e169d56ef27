"""Veille technique: signalements, their history, the alertes that carry them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.libre import Libre
from storage.machine.base import Base, Code, Codes, Former, RowId, Slug, TelegramId, partial, ref
from storage.machine.outbox import Destination, Sujet
from storage.models.saisies import Saisie, words

ALERTE: Final = Sujet("alerte")
"""A copy of a signalement on its way: the id of an Alerte."""

LOT: Final = Sujet("lot")
"""A letter that carries several copies: the id of the first Alerte of it."""

FLOU: Final = Sujet("flou")
"""The photos of a signalement, looked at and blurred: the id of a Signalement."""


class Signalement(Saisie, Base):
    """A defective thing, never a person (001 l.32, l.96); `statut`: bot.domain.vies.

    `lieu_verifie`: the words of its place name nobody; False when they were kept all the same, and
    leave the team without whoever they name; None for those of before, which nobody checked.
    `relance_le`: when its silence is answered next, None when nothing is waited for; `relances`:
    how many times it was. `bailleur`: the landlord that was picked, when it was not the site's;
    `destinataires`: the services to whom the table sent it, in its order, None before it was kept.
    `depuis`, `concernes`, `risque`: since when, who in general terms, what for (§4.1), where they
    were said. `chantier`: works are what it comes from, or what it stands beside (C22); None where
    nobody said so. `recurrence_de`: the number of the same defect, seen mended there a short while
    before (§4.5 C). `relu_le`: when the coordination let it leave, where it reads what does not
    press before it does (COO-5).
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
    bailleur: Mapped[Slug | None] = words("services")
    destinataires: Mapped[Codes | None]
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
    depuis: Mapped[Slug | None] = words("listes.depuis_signalement")
    concernes: Mapped[list[Any] | None] = words("listes.concernes_signalement")
    risque: Mapped[Slug | None] = words("listes.risques_signalement")
    chantier: Mapped[bool | None]
    recurrence_de: Mapped[int | None]
    relu_le: Mapped[datetime | None]
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

    `avant` is what the signalement was, and `defait_le` when that step was taken back. `raison`:
    why it was refused, by its word; `cible`: to which service it was handed on; `doublon_de`: the
    number of the one that it repeats; `prevu_le`: the day announced. `jusqu_au`: until when its
    reminders rest.
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
    raison: Mapped[Slug | None]
    cible: Mapped[Slug | None]
    doublon_de: Mapped[int | None]
    prevu_le: Mapped[date | None]
    jusqu_au: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_signalement_acte_signalement_id_vers_le", "signalement_id", "vers", "le"),
    )


class Alerte(Base):
    """One copy of a signalement for one address of a service; all bear its number (P3).

    `retiree_le`: it was handed to that service by mistake, its answers count no more.
    `photo` is the one that its card left with: a card keeps its shape, and a text has no caption.
    `evenement`: the same of a thread whose messages bear texts, « salon évènement ».
    `lot_id`: the first copy of the letter that carries it with others, each with its own link.
    At a service's counter: `jeton`, then `numero_externe`, how it is known there; `etat_externe`,
    its state there; `demandee_le`, when it was last asked for, None when it is not;
    `entendue_le`, when it last answered.
    """

    __tablename__ = "alerte"
    id: Mapped[RowId]
    signalement_id: Mapped[int] = ref("signalement")
    service: Mapped[Slug]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    etape: Mapped[Slug]
    message_id: Mapped[TelegramId | None]
    evenement: Mapped[Code | None]
    photo: Mapped[Code | None]
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    retiree_le: Mapped[datetime | None]
    echec: Mapped[str | None]
    lot_id: Mapped[int | None]
    jeton: Mapped[Code | None]
    numero_externe: Mapped[Code | None]
    etat_externe: Mapped[Slug | None]
    demandee_le: Mapped[datetime | None]
    entendue_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("signalement_id", "canal", "adresse", "etape"),
        Index("ix_alerte_adresse_message_id", "adresse", "message_id"),
        partial("ix_alerte_message_id", "message_id IS NOT NULL", "message_id"),
        partial("ix_alerte_evenement", "evenement IS NOT NULL", "evenement"),
        partial("ix_alerte_lot_id", "lot_id IS NOT NULL", "lot_id"),
        partial("ix_alerte_demandee_le", "demandee_le IS NOT NULL", "demandee_le"),
    )

    @property
    def destination(self) -> Destination:
        """Where this copy goes."""
        return Destination(self.canal, self.adresse)
