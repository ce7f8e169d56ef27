"""What mediators note in the street beside presences and encounters: one table per kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr

from storage.machine.base import Base, RowId, Slug, TelegramId, ref


class Saisie:
    """The columns of every entry: where, who, when; `supprimee_le` keeps it out of every figure.

    `tranche` is the period of `le`, exclusive (000 l.153). Free words never stand here: they are
    notes, reread before they leave the team (P7).
    """

    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    site_id: Mapped[int] = ref("site")
    presence_id: Mapped[int | None] = ref("presence")
    binome_id: Mapped[int] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    tranche: Mapped[Slug]
    supprimee_le: Mapped[datetime | None]
    source: Mapped[str]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        name = cls.__tablename__  # type: ignore[attr-defined]
        index = Index(f"ix_{name}_dispositif_id_le", "dispositif_id", "le")
        return (UniqueConstraint("source"), index)


class Sollicitation(Saisie, Base):
    """A request made to the mediators and what they did of it (000 l.156-157)."""

    __tablename__ = "sollicitation"
    public: Mapped[Slug | None]
    type: Mapped[Slug]
    reponse: Mapped[Slug]
    domaine: Mapped[Slug | None]
    partenaire: Mapped[Slug | None]


class Conflit(Saisie, Base):
    """A tension handled on the spot (000 l.130); a deferred one is a DossierMediation."""

    __tablename__ = "conflit"
    type: Mapped[Slug]
    parties: Mapped[Slug | None]
    gestes: Mapped[list[Any]]
    issue: Mapped[Slug]


class Observation(Saisie, Base):
    """What a place looks like: ambiance 1-5, fréquentation 0-3, uses and misuses (000 l.163)."""

    __tablename__ = "observation"
    ambiance: Mapped[int | None]
    frequentation: Mapped[int | None]
    positifs: Mapped[list[Any]]
    mesusages: Mapped[list[Any]]


class ActionCollective(Saisie, Base):
    """Something done with a group; `participants` is a band, never a count (000 l.105, l.114)."""

    __tablename__ = "action_collective"
    type: Mapped[Slug]
    theme: Mapped[Slug]
    participants: Mapped[Slug]
    partenaires: Mapped[list[Any]]


class Preconisation(Saisie, Base):
    """A recommendation to a service (000 l.164); `observations` are the ids joined to it."""

    __tablename__ = "preconisation"
    numero: Mapped[int]
    type: Mapped[Slug]
    destinataire: Mapped[Slug]
    horizon: Mapped[Slug]
    observations: Mapped[list[Any]]
    statut: Mapped[Slug]
    decidee_le: Mapped[datetime | None]


class Etonnement(Saisie, Base):
    """One weekly answer of the rapport d'étonnement (000 l.161); its words are a note."""

    __tablename__ = "etonnement"
    lundi: Mapped[date]
    question: Mapped[Slug]


class Difficulte(Saisie, Base):
    """A difficulty that professionals met (003 l.421): restricted to the coordination."""

    __tablename__ = "difficulte"
    nature: Mapped[Slug]
    prevenue: Mapped[bool]


class ReleveSite(Saisie, Base):
    """The site grid, 0-4 per criterion, at T0, T1 or T2 (003 l.575, requirements §4.5 A)."""

    __tablename__ = "releve_site"
    intervention_id: Mapped[int | None] = ref("intervention")
    mesure: Mapped[Slug]
    notes: Mapped[dict[str, Any]]


class HorsTerrain(Base):
    """Time worked out of the street on one day, in minutes (000 l.142); a person's own."""

    __tablename__ = "hors_terrain"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    binome_id: Mapped[int | None] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    jour: Mapped[date]
    categorie: Mapped[Slug]
    minutes: Mapped[int]
    le: Mapped[datetime]
    supprimee_le: Mapped[datetime | None]
    source: Mapped[str]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_hors_terrain_dispositif_id_jour", "dispositif_id", "jour"),
    )


class Note(Base):
    """Free words on an entry (« observation », 12): reread before they leave the team (P7).

    `statut` is a_relire, validee or ecartee; `texte_valide` is what may be shown.
    """

    __tablename__ = "note"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    objet: Mapped[Slug]
    objet_id: Mapped[int]
    auteur_id: Mapped[int | None] = ref("personne")
    le: Mapped[datetime]
    texte: Mapped[str]
    statut: Mapped[Slug]
    texte_valide: Mapped[str | None]
    relue_le: Mapped[datetime | None]
    relue_par_id: Mapped[int | None] = ref("personne")
    source: Mapped[str]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_note_objet_objet_id", "objet", "objet_id"),
        Index("ix_note_dispositif_id_statut", "dispositif_id", "statut"),
    )


class Dictee(Base):
    """A typed message and the rows it became ([["rencontre", 12]]): editing it corrects them."""

    __tablename__ = "dictee"
    id: Mapped[RowId]
    chat_id: Mapped[TelegramId]
    message_id: Mapped[TelegramId]
    personne_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    objets: Mapped[list[Any]]
    __table_args__ = (UniqueConstraint("chat_id", "message_id"),)
