"""What the coordination keeps: changes to the dispositif, planning, meetings, other actors."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.libre import Libre
from storage.machine.base import Base, Code, RowId, Slug, partial, ref
from storage.machine.outbox import Sujet
from storage.models.saisies import words

ACTEUR: Final = Sujet("acteur")
"""The shared grid, sent to one partner: the id of a LienActeur."""
FICHE: Final = Sujet("fiche")
"""A partner's own card, sent to it to be read again: the id of a LienActeur."""


AJOUT: Final = "ajout"
"""A slot added by hand, meant for every week: a copy takes it along, and never removes it."""
PONCTUEL: Final = "ponctuel"
"""A slot added by hand for its own day: no copy takes it along, nor removes it."""


class Ajustement(Base):
    """A line added to the dispositif file, or changed, from the bot: applied over the file.

    `cle` is the list of the file (« sites », « listes.mesusages »), `valeurs` the keys to set.
    """

    __tablename__ = "ajustement"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    cle: Mapped[Code]
    slug: Mapped[Slug]
    valeurs: Mapped[dict[str, Any]]
    le: Mapped[datetime]
    personne_id: Mapped[int | None] = ref("personne")


class CreneauPrevu(Base):
    """A planned slot on one day, Paris wall clock; an `a` not after `de` ends on the next day.

    A week with no row follows the file's weekly `creneaux` (000 l.73). `origine` says that it was
    put there by hand (`AJOUT`, `PONCTUEL`), `hors_decision` that it was meant where no
    intervention runs, `absent_id` which one of the binôme will not be there; empty, none of it.
    """

    __tablename__ = "creneau_prevu"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    binome_id: Mapped[int] = ref("binome")
    site_id: Mapped[int] = ref("site")
    jour: Mapped[date]
    de: Mapped[time]
    a: Mapped[time]
    annule: Mapped[bool]
    motif: Mapped[Slug | None] = words("listes.motifs_creneau")
    rappele_le: Mapped[datetime | None]
    origine: Mapped[Slug | None]
    hors_decision: Mapped[bool | None]
    absent_id: Mapped[int | None]
    source: Mapped[Code]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_creneau_prevu_dispositif_id_jour", "dispositif_id", "jour"),
    )


class EcheanceFaite(Base):
    """Something that an intervention called for (« compte-rendu »), ticked by the coordination."""

    __tablename__ = "echeance_faite"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    intervention_id: Mapped[int] = ref("intervention")
    quoi: Mapped[Slug]
    faite_le: Mapped[datetime]
    personne_id: Mapped[int | None] = ref("personne")
    __table_args__ = (UniqueConstraint("intervention_id", "quoi"),)


class EcheanceDite(Base):
    """What somebody said of a due date, by its key: done, or without object for that `motif`."""

    __tablename__ = "echeance_dite"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    cle: Mapped[Code]
    motif: Mapped[Slug | None] = words("listes.motifs_echeance")
    le: Mapped[datetime]
    personne_id: Mapped[int | None] = ref("personne")
    __table_args__ = (UniqueConstraint("dispositif_id", "cle"),)


class Reunion(Base):
    """A meeting of a comité: planned, then held or not, with its decisions."""

    __tablename__ = "reunion"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    comite: Mapped[Slug] = words("comites")
    jour: Mapped[date]
    tenue: Mapped[bool | None]
    decisions: Mapped[Libre]
    source: Mapped[Code]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_reunion_dispositif_id_comite_jour", "dispositif_id", "comite", "jour"),
        partial("ix_reunion_dispositif_id_jour_open", "tenue IS NULL", "dispositif_id", "jour"),
    )


class PresenceActeur(Base):
    """A slot of another actor in the shared grid (002 l.26-28): who, where, when; no person."""

    __tablename__ = "presence_acteur"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    acteur: Mapped[str]
    type_acteur: Mapped[Slug | None] = words("listes.types_acteur")
    quartier: Mapped[Slug]
    jour: Mapped[date]
    de: Mapped[time]
    a: Mapped[time]
    ajoutee_le: Mapped[datetime]
    supprimee_le: Mapped[datetime | None]
    source: Mapped[Code]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_presence_acteur_dispositif_id_jour", "dispositif_id", "jour"),
    )


class LienActeur(Base):
    """What a link to the grid names: one partner of the annuaire, by an opaque number."""

    __tablename__ = "lien_acteur"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    partenaire: Mapped[Slug]
    __table_args__ = (UniqueConstraint("dispositif_id", "partenaire"),)


class CorrectionFiche(Base):
    """What a partner asks to correct on its own card, until it is done; its words are a note."""

    __tablename__ = "correction_fiche"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    partenaire: Mapped[Slug]
    recue_le: Mapped[datetime]
    faite_le: Mapped[datetime | None]
    source: Mapped[Code]
    __table_args__ = (
        UniqueConstraint("source"),
        partial("ix_correction_fiche_dispositif_id_left", "faite_le IS NULL", "dispositif_id"),
    )
