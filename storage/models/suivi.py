"""What lasts beyond an evening: relais, deferred mediations, direct requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Code, Former, RowId, Slug, partial, ref
from storage.machine.outbox import Sujet
from storage.models.saisies import Saisie, words

RELAIS: Final = Sujet("relais")
"""One handing over of a person to a partner: the id of a RelaisActe."""

DEMANDE: Final = Sujet("demande")
"""The address that whoever asked left, to be confirmed: the id of a Demande."""


class Relais(Base):
    """A person handed over to a partner with consent: a number and a random word, nothing else.

    `verifier_le` is when to ask again, None once closed or when no check is wanted; `rdv_le` the
    day of the appointment, when it is known; `sans_nouvelles` counts the times that nobody knew
    (000 l.140).
    """

    __tablename__ = "relais"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    site_id: Mapped[int] = ref("site")
    binome_id: Mapped[int] = ref("binome", index=False)
    sollicitation_id: Mapped[int] = ref("sollicitation")
    numero: Mapped[int]
    mot: Mapped[Slug]
    public: Mapped[Slug | None]
    domaine: Mapped[Slug] = words("listes.domaines_orientation")
    partenaire: Mapped[Slug | None] = words("annuaire")
    statut: Mapped[Slug]
    sans_nouvelles: Mapped[int]
    ouvert_le: Mapped[datetime]
    verifier_le: Mapped[datetime | None]
    demande_le: Mapped[datetime | None]
    rdv_le: Mapped[date | None]
    effectif_le: Mapped[datetime | None]
    clos_le: Mapped[datetime | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("dispositif_id", "numero"),
        Index("ix_relais_dispositif_id_verifier_le", "dispositif_id", "verifier_le"),
        Index("ix_relais_binome_id_verifier_le", "binome_id", "verifier_le"),
        partial(
            "ix_relais_dispositif_id_open",
            "clos_le IS NULL AND supprimee_le IS NULL",
            "dispositif_id",
        ),
    )


class RelaisActe(Base):
    """One line of a relais's history, appended only; `par` as in SignalementActe.

    `avant` is what the relais was, and `defait_le` when that deed was taken back.
    """

    __tablename__ = "relais_acte"
    id: Mapped[RowId]
    relais_id: Mapped[int] = ref("relais")
    le: Mapped[datetime]
    acte: Mapped[Slug]
    de: Mapped[Slug]
    vers: Mapped[Slug]
    par: Mapped[Code]
    avant: Mapped[Former | None]
    defait_le: Mapped[datetime | None]


class DossierMediation(Saisie, Base):
    """A deferred mediation, navette or table ronde (001 l.86); no name, no text but the accord."""

    __tablename__ = "dossier_mediation"
    lettre = "m"
    moment = "ouvert_le"
    site_id: Mapped[int] = ref("site")
    binome_id: Mapped[int] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    demande_id: Mapped[int | None] = ref("demande")
    numero: Mapped[int]
    origine: Mapped[Slug] = words("listes.origines_demande")
    type: Mapped[Slug] = words("listes.types_conflit")
    consentement: Mapped[Slug]
    mode: Mapped[Slug] = words("listes.modes_mediation")
    parties: Mapped[Slug | None] = words("listes.parties_conflit")
    stade: Mapped[Slug | None] = words("listes.stades_conflit")
    statut: Mapped[Slug]
    ouvert_le: Mapped[datetime]
    prochaine_le: Mapped[datetime | None]
    accord_le: Mapped[datetime | None]
    clos_le: Mapped[datetime | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        UniqueConstraint("dispositif_id", "numero"),
        Index("ix_dossier_mediation_dispositif_id_ouvert_le", "dispositif_id", "ouvert_le"),
        Index(
            "ix_dossier_mediation_dispositif_id_statut_prochaine_le",
            *("dispositif_id", "statut", "prochaine_le"),
        ),
    )


class Seance(Base):
    """One meeting of a deferred mediation: with A, with B, or with both.

    Both together are a table ronde (001 l.86): where it was held, and how many came.
    `annulee_le`: when it was taken back.
    """

    __tablename__ = "seance"
    id: Mapped[RowId]
    dossier_id: Mapped[int] = ref("dossier_mediation")
    auteur_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    avec: Mapped[Slug]
    resultat: Mapped[Slug]
    site_id: Mapped[int | None] = ref("site")
    presents: Mapped[int | None]
    source: Mapped[Code]
    annulee_le: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("source"),)


class SuiviAccord(Base):
    """A check of an accord, at J+15 then J+30 (001 l.86 « suivi des accords »).

    `demandes`: how many times it was asked.
    """

    __tablename__ = "suivi_accord"
    id: Mapped[RowId]
    dossier_id: Mapped[int] = ref("dossier_mediation")
    etape: Mapped[Slug]
    prevu_le: Mapped[datetime]
    demande_le: Mapped[datetime | None]
    demandes: Mapped[int | None]
    fait_le: Mapped[datetime | None]
    resultat: Mapped[Slug | None]
    __table_args__ = (
        UniqueConstraint("dossier_id", "etape"),
        partial("ix_suivi_accord_prevu_le_left", "fait_le IS NULL", "prevu_le"),
    )


class Demande(Saisie, Base):
    """A direct request (001 l.36).

    `contact` is the professional address that its requester left: None when there was none,
    « » once it was erased. Nothing is written there before `confirmee_le`, when its holder agreed.
    `publique` is the number that its requester reads, drawn at random: `numero` would say how many
    there were. None for one of before.
    """

    __tablename__ = "demande"
    lettre = "q"
    moment = "recue_le"
    site_id: Mapped[int | None] = ref("site")
    numero: Mapped[int]
    publique: Mapped[Code | None]
    origine: Mapped[Slug] = words("listes.origines_demande")
    objet: Mapped[Slug] = words("listes.objets_demande")
    urgence: Mapped[Slug] = words("listes.urgences_demande")
    statut: Mapped[Slug]
    recue_le: Mapped[datetime]
    repondre_avant: Mapped[datetime]
    decidee_le: Mapped[datetime | None]
    affectee_id: Mapped[int | None] = ref("binome")
    suite: Mapped[Code | None]
    contact: Mapped[Code | None]
    confirmee_le: Mapped[datetime | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        UniqueConstraint("dispositif_id", "numero"),
        Index("ix_demande_dispositif_id_recue_le", "dispositif_id", "recue_le"),
        Index(
            "ix_demande_dispositif_id_statut_repondre_avant",
            *("dispositif_id", "statut", "repondre_avant"),
        ),
        partial("ix_demande_dispositif_id_contact", "contact <> ''", "dispositif_id"),
    )


class RetourDonne(Base):
    """What became of a signalement was told to the habitants (001 l.90)."""

    __tablename__ = "retour_donne"
    id: Mapped[RowId]
    signalement_id: Mapped[int] = ref("signalement")
    personne_id: Mapped[int] = ref("personne")
    le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("signalement_id"),)
