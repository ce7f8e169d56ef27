"""The point hebdo: a frozen snapshot per comité and week, and one sending per recipient."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.libre import Libre
from storage.machine.base import Base, Code, RowId, Slug, partial, ref
from storage.machine.outbox import Sujet

HEBDO: Final = "hebdo"
MENSUEL: Final = "mensuel"
DIGEST_ENVOI: Final = Sujet("digest_envoi")
"""A point hebdo on its way to one recipient: the id of a DigestEnvoi."""

POINT: Final = Sujet("point")
"""A week's point hebdo that the coordination rereads: the id of a PointHebdo."""

LECTURE: Final = Sujet("digest")
"""What one comité reads of a week: the id of a Digest."""

LETTRE: Final = Sujet("lettre")
"""What one reader reads whole on the web: the id of a DigestEnvoi."""


class Digest(Base):
    """Figures frozen once, which every rendering shows (P6), of a week or of a month of weeks.

    `lundi` is the local Monday on which they begin; `rythme` is hebdo or mensuel.
    """

    __tablename__ = "digest"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    comite: Mapped[Slug]
    rythme: Mapped[Slug] = mapped_column(server_default=HEBDO)
    lundi: Mapped[date]
    fige_le: Mapped[datetime]
    instantane: Mapped[dict[str, Any]]
    __table_args__ = (UniqueConstraint("dispositif_id", "comite", "rythme", "lundi"),)


class DigestEnvoi(Base):
    """One recipient × channel of one digest: at most one sending, ever.

    `avec_id`: it left in the letter of that other one, whose departure and failure are its own.
    """

    __tablename__ = "digest_envoi"
    id: Mapped[RowId]
    digest_id: Mapped[int] = ref("digest")
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    avec_id: Mapped[int | None] = ref("digest_envoi")
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    echec: Mapped[str | None]
    __table_args__ = (UniqueConstraint("digest_id", "canal", "adresse"),)


class PointHebdo(Base):
    """A week of the programme, or a month, as the coordination rereads it before its comités do.

    `rythme` is hebdo or mensuel, `lundi` the Monday on which it begins (§4.2).
    `brouillon` and `chiffres` are what each comité reads, as figures under their words
    (`bot.domain.releve`), when the draft was shown (`brouillon_le`) and once frozen (`fige_le`).
    `valide_le`: the coordination lets its sentences leave. `zoom`: the theme that it chose for
    that month; without it, the file's.
    """

    __tablename__ = "point"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    rythme: Mapped[Slug] = mapped_column(server_default=HEBDO)
    lundi: Mapped[date]
    statut: Mapped[Slug]
    brouillon: Mapped[dict[str, Any]]
    brouillon_le: Mapped[datetime | None]
    chiffres: Mapped[dict[str, Any]]
    fige_le: Mapped[datetime | None]
    valide_le: Mapped[datetime | None]
    zoom: Mapped[Slug | None]
    __table_args__ = (
        UniqueConstraint("dispositif_id", "rythme", "lundi"),
        partial(
            "ix_point_dispositif_id_waiting",
            "statut IN ('brouillon', 'relu', 'fige', 'pret', 'rattrape')",
            "dispositif_id",
        ),
    )


class PointPhrase(Base):
    """One of the three sentences « à retenir » of a week, for every comité or for one.

    `chiffres`: what it quotes, by comité, as it read when its author last agreed to it.
    """

    __tablename__ = "point_phrase"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    point_id: Mapped[int] = ref("point")
    comite: Mapped[Slug | None]
    texte: Mapped[Libre]
    chiffres: Mapped[dict[str, Any]]
    le: Mapped[datetime]


class Publication(Base):
    """One table of counts of people that left the team, as its readers have it (adr/0026).

    support: what it left in (« point », « tableau », « export »). portee: of which places, as a
    key. debut, fin: its first day, and the first one after. ventilation: {lieux, comptes, total}.
    """

    __tablename__ = "publication"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    support: Mapped[Slug]
    mesure: Mapped[Slug]
    portee: Mapped[Code]
    debut: Mapped[date]
    fin: Mapped[date]
    ventilation: Mapped[dict[str, Any]]
    publie_le: Mapped[datetime]
    __table_args__ = (Index(None, "dispositif_id", "fin"),)


class Desabonnement(Base):
    """A recipient who no longer wants one comité's digest."""

    __tablename__ = "desabonnement"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif")
    comite: Mapped[Slug]
    adresse: Mapped[Code]
    le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("dispositif_id", "comite", "adresse"),)
