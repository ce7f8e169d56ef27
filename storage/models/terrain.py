"""What the street work leaves behind: presences, their periods and tallies, and people met."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.machine.base import Base, Codes, RowId, Slug, TelegramId, partial, ref
from storage.machine.outbox import Sujet
from storage.models.saisies import Saisie, words

TEXTE_TABLEAU: Final = Sujet("tableau")
"""The words of a pinned tally: the id of a Tableau."""
EPINGLE_TABLEAU: Final = Sujet("epingle")
"""Its pin, put or taken away: the id of a Tableau."""
RUNNING: Final = "fin IS NULL AND supprimee_le IS NULL"
"""A presence under way: a handful, among years of them."""


class Presence(Saisie, Base):
    """A binôme's time on a site; `supprimee_le` keeps a deleted one out of every figure."""

    __tablename__ = "presence"
    lettre = "p"
    moment = "debut"
    site_id: Mapped[int] = ref("site", index=False)
    intervention_id: Mapped[int | None] = ref("intervention")
    binome_id: Mapped[int] = ref("binome", index=False)
    auteur_id: Mapped[int] = ref("personne")
    debut: Mapped[datetime]
    fin: Mapped[datetime | None]
    fin_prevue: Mapped[datetime]
    mode: Mapped[Slug] = words("presence.modes")
    evenement: Mapped[Slug | None] = words("periodes.reperes")
    mediateurs: Mapped[int]
    ambiance: Mapped[int | None]
    frequentation: Mapped[int | None]
    a_confirmer: Mapped[bool]
    relancee_le: Mapped[datetime | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        partial("uq_presence_binome_id_running", RUNNING, "binome_id", unique=True),
        Index("ix_presence_dispositif_id_debut", "dispositif_id", "debut"),
        partial("ix_presence_auteur_id_running", RUNNING, "auteur_id"),
        partial("ix_presence_dispositif_id_running", RUNNING, "dispositif_id", "fin_prevue"),
        Index("ix_presence_binome_id_debut", "binome_id", "debut"),
        Index("ix_presence_site_id_debut", "site_id", "debut"),
    )


class PresencePause(Base):
    """A break inside a presence; an open one has no end."""

    __tablename__ = "presence_pause"
    id: Mapped[RowId]
    presence_id: Mapped[int] = ref("presence")
    debut: Mapped[datetime]
    fin: Mapped[datetime | None]


class PresenceSegment(Base):
    """A stretch of presence in one tranche (000 l.153), without pauses; elapsed minutes."""

    __tablename__ = "presence_segment"
    id: Mapped[RowId]
    presence_id: Mapped[int] = ref("presence")
    debut: Mapped[datetime]
    fin: Mapped[datetime]
    minutes: Mapped[int]
    tranche: Mapped[Slug]
    reperes: Mapped[Codes]
    __table_args__ = (Index("ix_presence_segment_debut_presence_id", "debut", "presence_id"),)


class Tableau(Base):
    """The pinned tally of a tournée in one chat, edited in place while the presence runs.

    `montre` is what it says now, `compte` what its keys remember (see `storage.tableaux`).
    `tours` grows with each turn that may have changed its figures; `vus` is how many it shows.
    `signe_le`: the last of these turns, empty on rows older than it.
    """

    __tablename__ = "tableau"
    id: Mapped[RowId]
    presence_id: Mapped[int] = ref("presence")
    chat_id: Mapped[TelegramId]
    message_id: Mapped[TelegramId | None]
    montre: Mapped[str]
    compte: Mapped[dict[str, Any]]
    tours: Mapped[int] = mapped_column(default=0)
    vus: Mapped[int] = mapped_column(default=0)
    signe_le: Mapped[datetime | None]
    clos_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("presence_id", "chat_id"),
        Index("ix_tableau_clos_le_chat_id", "clos_le", "chat_id"),
    )


class Rencontre(Saisie, Base):
    """A count of exchanges with one public, never of unique persons (000 l.154-155).

    `premiere_fois` is the share, in percent, that the mediator estimates to have met for the
    first time.
    """

    __tablename__ = "rencontre"
    lettre = "r"
    site_id: Mapped[int] = ref("site", index=False)
    presence_id: Mapped[int | None] = ref("presence")
    binome_id: Mapped[int] = ref("binome")
    auteur_id: Mapped[int] = ref("personne")
    public: Mapped[Slug] = words("publics")
    nombre: Mapped[int]
    genre: Mapped[Slug | None] = words("listes.genre")
    le: Mapped[datetime]
    tranche: Mapped[Slug] = words("periodes.tranches")
    premiere_fois: Mapped[int | None]
    supprimee_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source"),
        Index("ix_rencontre_conversation_id", "conversation_id"),
        Index("ix_rencontre_dispositif_id_le", "dispositif_id", "le"),
        Index("ix_rencontre_site_id_le", "site_id", "le"),
    )

    @classmethod
    def alive(cls) -> ColumnElement[bool]:
        """Counted down to nothing, it is no entry any more."""
        return super().alive() & (cls.nombre > 0)


class TempsCumule(Base):
    """A binôme's minutes of work before a day, added up; `binome_id` is 0 for who is in none."""

    __tablename__ = "temps_cumule"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    binome_id: Mapped[int]
    avant: Mapped[date]
    presence: Mapped[int]
    hors_terrain: Mapped[int]
    __table_args__ = (UniqueConstraint("dispositif_id", "binome_id"),)
