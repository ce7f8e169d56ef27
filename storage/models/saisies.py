"""What an entry is, and those of the street beside presences and encounters: a table a kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, ColumnElement, Index, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from storage.libre import Libre
from storage.machine.base import (
    CODE,
    Base,
    Code,
    Codes,
    Former,
    RowId,
    Slug,
    TelegramId,
    partial,
    ref,
)
from storage.machine.outbox import Sujet

LISTE: Final = "liste"
"""In the `info` of a column: which list of the dispositif file its words come from."""


def words(liste: str) -> Any:
    """A column that takes its slug, or several in a JSON column, from « listes.mesusages »."""
    return mapped_column(info={LISTE: liste})


class Saisie:
    """An entry: what mediators note, and find in « Ma journée ». A table is one by declaring it.

    Which list of the file its words come from is told column by column (`words`). Free words
    never stand in one: they are notes, reread before they leave the team (P7).
    """

    __tablename__: str
    lettre: ClassVar[str]
    """Begins the key of its rows (« d12 »), which stands in conversations: it never changes."""
    moment: ClassVar[str] = "le"
    """The column that dates a row."""
    personnelle: ClassVar[bool] = False
    """Whether it is its author's alone: the other of the binôme neither sees it nor changes it."""

    id: Mapped[RowId]
    # Read with `moment`, by an index of both that each kind has.
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    binome_id: Mapped[int | None] = ref("binome")
    auteur_id: Mapped[int | None] = ref("personne")
    source: Mapped[Code]
    # Whose card shows it; below 0, the pinned tally that counts it (`storage.tableaux`).
    conversation_id: Mapped[int | None]

    @classmethod
    def alive(cls) -> ColumnElement[bool]:
        """What was neither deleted nor cancelled."""
        stands: ColumnElement[bool] = inspect(cls).columns["supprimee_le"].is_(None)
        return stands


class SurPlace(Saisie):
    """An entry noted in the street: where, who, when; `supprimee_le` keeps it out of every figure.

    `tranche` is the period of `le`, exclusive (000 l.153).
    """

    site_id: Mapped[int] = ref("site", index=False)
    presence_id: Mapped[int | None] = ref("presence")
    binome_id: Mapped[int] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    tranche: Mapped[Slug]
    supprimee_le: Mapped[datetime | None]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("source"),
            Index(f"ix_{cls.__tablename__}_dispositif_id_le", "dispositif_id", "le"),
            Index(f"ix_{cls.__tablename__}_site_id_le", "site_id", "le"),
        )


class Sollicitation(SurPlace, Base):
    """A request made to the mediators and what they did of it (000 l.156-157)."""

    __tablename__ = "sollicitation"
    lettre = "d"
    public: Mapped[Slug | None] = words("publics")
    type: Mapped[Slug] = words("listes.sollicitations")
    reponse: Mapped[Slug] = words("listes.reponses")
    domaine: Mapped[Slug | None] = words("listes.domaines_orientation")
    partenaire: Mapped[Slug | None] = words("annuaire")
    initiative: Mapped[Slug | None] = words("listes.initiatives")
    suivi_par: Mapped[Slug | None] = words("listes.partenaires_types")
    institution: Mapped[Slug | None] = words("listes.institutions")
    besoin: Mapped[Slug | None] = words("listes.besoins")
    cadre: Mapped[Slug | None] = words("listes.cadres_sollicitation")


class Conflit(SurPlace, Base):
    """A tension handled on the spot (000 l.130); a deferred one is a DossierMediation."""

    __tablename__ = "conflit"
    lettre = "c"
    type: Mapped[Slug] = words("listes.types_conflit")
    parties: Mapped[Slug | None] = words("listes.parties_conflit")
    gestes: Mapped[list[Any]] = words("listes.modes_mediation")
    issue: Mapped[Slug] = words("listes.issues")
    stade: Mapped[Slug | None] = words("listes.stades_conflit")
    service: Mapped[Slug | None] = words("services")


class Observation(SurPlace, Base):
    """What a place looks like: ambiance 1-5, fréquentation 0-3, uses and misuses (000 l.163)."""

    __tablename__ = "observation"
    lettre = "o"
    ambiance: Mapped[int | None]
    frequentation: Mapped[int | None]
    positifs: Mapped[list[Any]] = words("listes.usages_positifs")
    mesusages: Mapped[list[Any]] = words("listes.mesusages")
    type_lieu: Mapped[Slug | None] = words("types_lieu")
    ressource: Mapped[Slug | None] = words("listes.ressources")


class ActionCollective(SurPlace, Base):
    """Something done with a group; `participants` is a band, never a count (000 l.105, l.114).

    `objectif`: the words of the objective of its site that it served, as they were that day.
    `appui`: the existing scheme that pays for it or carries it (001 l.40, 002 l.59).
    """

    __tablename__ = "action_collective"
    lettre = "a"
    type: Mapped[Slug] = words("listes.types_action")
    theme: Mapped[Slug] = words("listes.themes_action")
    participants: Mapped[Slug] = words("listes.tranches_participants")
    partenaires: Mapped[list[Any]] = words("listes.partenaires_types")
    cible: Mapped[Slug | None] = words("listes.cibles_action")
    stade: Mapped[Slug | None] = words("listes.stades_projet")
    objectif: Mapped[Code | None]
    origine: Mapped[Slug | None] = words("listes.origines_idee")
    appui: Mapped[Slug | None] = words("listes.appuis")


PROPOSITION: Final = Sujet("preconisation")
"""What its service is asked to answer: the id of a Preconisation."""


class Preconisation(SurPlace, Base):
    """A recommendation to a service (000 l.164); `observations` are the ids joined to it.

    `reponse_service`: what the service answered last by itself, and what it was before.
    """

    __tablename__ = "preconisation"
    lettre = "i"
    numero: Mapped[int]
    type: Mapped[Slug] = words("listes.types_preconisation")
    destinataire: Mapped[Slug] = words("services")
    horizon: Mapped[Slug] = words("listes.horizons_preconisation")
    visee: Mapped[Slug | None] = words("listes.visees_preconisation")
    origine: Mapped[Slug | None] = words("listes.origines_idee")
    observations: Mapped[Codes]
    statut: Mapped[Slug]
    decidee_le: Mapped[datetime | None]
    reponse_service: Mapped[Former | None]


class Etonnement(SurPlace, Base):
    """One weekly answer of the rapport d'étonnement (000 l.161); its words are a note."""

    __tablename__ = "etonnement"
    lettre = "e"
    lundi: Mapped[date]
    question: Mapped[Slug] = words("listes.etonnement_questions")


class Difficulte(SurPlace, Base):
    """A difficulty that professionals met (003 l.421): restricted to the coordination."""

    __tablename__ = "difficulte"
    lettre = "f"
    nature: Mapped[Slug] = words("listes.difficultes_pro")
    prevenue: Mapped[bool]


class ReleveSite(SurPlace, Base):
    """The site grid, 0-4 per criterion, at T0, T1 or T2 (003 l.575, requirements §4.5 A)."""

    __tablename__ = "releve_site"
    lettre = "g"
    intervention_id: Mapped[int | None] = ref("intervention")
    mesure: Mapped[Slug]
    notes: Mapped[dict[str, Any]] = words("listes.grille_site")


class HorsTerrain(Saisie, Base):
    """Time worked out of the street on one day, in minutes (000 l.142); a person's own."""

    __tablename__ = "hors_terrain"
    lettre = "h"
    personnelle = True
    auteur_id: Mapped[int] = ref("personne", index=False)
    jour: Mapped[date]
    categorie: Mapped[Slug] = words("listes.temps_hors_terrain")
    minutes: Mapped[int]
    le: Mapped[datetime]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_hors_terrain_dispositif_id_jour", "dispositif_id", "jour"),
        Index("ix_hors_terrain_dispositif_id_le", "dispositif_id", "le"),
        Index("ix_hors_terrain_auteur_id_jour", "auteur_id", "jour"),
    )


class Note(Base):
    """Free words on an entry (« observation », 12): reread before they leave the team (P7).

    `statut` is a_relire, validee or ecartee; `texte_valide` is what may be shown. `verifie`: those
    who typed it were asked about whoever it names, and it names nobody; None for notes of before.
    """

    __tablename__ = "note"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    objet: Mapped[Slug]
    objet_id: Mapped[int]
    auteur_id: Mapped[int | None] = ref("personne")
    le: Mapped[datetime]
    texte: Mapped[Libre]
    statut: Mapped[Slug]
    texte_valide: Mapped[Libre | None]
    verifie: Mapped[bool | None]
    relue_le: Mapped[datetime | None]
    relue_par_id: Mapped[int | None] = ref("personne")
    source: Mapped[Code]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_note_objet_objet_id", "objet", "objet_id"),
        Index("ix_note_dispositif_id_statut", "dispositif_id", "statut"),
        Index("ix_note_dispositif_id_relue_le", "dispositif_id", "relue_le"),
    )


class Photo(Base):
    """A photo of a row (« signalement », 12): as Telegram knows it, then as we keep it.

    `nom` is random, `etat` is a_telecharger, gardee, refusee, retiree, a_effacer or effacee
    (storage.photos). `sortie` says whether it may leave the team: None on older rows, which did.
    `zones`: what is to be blurred, as [x, y, width, height] in thousandths of its width; None once
    done. `nom_autre`: a file that is being made for it, or that goes.
    """

    __tablename__ = "photo"
    id: Mapped[RowId]
    objet: Mapped[Slug]
    objet_id: Mapped[int]
    file_id: Mapped[str]
    nom: Mapped[str | None]
    etat: Mapped[Slug]
    essais: Mapped[int]
    recue_le: Mapped[datetime]
    sortie: Mapped[Slug | None]
    zones: Mapped[Codes | None] = mapped_column(JSON(none_as_null=True), info={CODE: True})
    nom_autre: Mapped[str | None]
    __table_args__ = (
        Index("ix_photo_objet_objet_id", "objet", "objet_id"),
        partial("ix_photo_id_waiting", "etat IN ('a_telecharger')", "id"),
        partial("ix_photo_id_to_blur", "zones IS NOT NULL OR nom_autre IS NOT NULL", "id"),
        partial("ix_photo_id_leaving", "etat IN ('a_effacer')", "id"),
    )


class Dictee(Base):
    """A typed message and the rows it became ([["rencontre", 12]]): editing it corrects them.

    `conversation_id` is the one that read it; its card shows them.
    """

    __tablename__ = "dictee"
    id: Mapped[RowId]
    chat_id: Mapped[TelegramId]
    message_id: Mapped[TelegramId]
    personne_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    objets: Mapped[Codes]
    conversation_id: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        Index("ix_dictee_conversation_id", "conversation_id"),
    )
