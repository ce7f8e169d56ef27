"""Documents that are due, version after version, and what the coordination wrote in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.libre import Libre
from storage.machine.base import Base, Code, Codes, RowId, Slug, partial, ref
from storage.machine.outbox import Sujet

DOCUMENT: Final = Sujet("version_livrable")
"""A document on its way to who asked for it: the id of a VersionLivrable."""


ENVOI: Final = Sujet("livrable_envoi")
"""A validated document on its way to one of its readers: the id of a LivrableEnvoi."""


class VersionLivrable(Base):
    """One numbered version of one document: a draft, then what a comité validated (B02).

    `livrable` is a folder of `digests/documents`, `cible` what it is about (« site-a-2026-10 »,
    « 2026-T4 »). `contenu`: its figures as they were frozen (`fige_le`); of a draft, the parts
    that the clock has written so far, none as long as nobody asked. `reunion_id`: the meeting at
    which it was presented, whose decisions go with it. `demandeurs`: Telegram chats that wait for
    its files since `demande_le`.
    """

    __tablename__ = "version_livrable"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    livrable: Mapped[Slug]
    cible: Mapped[Code]
    numero: Mapped[int]
    statut: Mapped[Slug]
    ouvert_le: Mapped[datetime]
    contenu: Mapped[dict[str, Any]]
    fige_le: Mapped[datetime | None]
    relu_le: Mapped[datetime | None]
    presente_le: Mapped[datetime | None]
    valide_le: Mapped[datetime | None]
    reunion_id: Mapped[int | None] = ref("reunion")
    demandeurs: Mapped[Codes]
    demande_le: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("dispositif_id", "livrable", "cible", "numero"),
        partial(
            "ix_version_livrable_dispositif_id_waiting",
            "demande_le IS NOT NULL",
            "dispositif_id",
        ),
    )


class LivrableEnvoi(Base):
    """One reader of one validated version, on one channel: at most one sending, ever.

    `comite`: as a member of which it is read; None for the landlord that it is about.
    """

    __tablename__ = "livrable_envoi"
    id: Mapped[RowId]
    version_id: Mapped[int] = ref("version_livrable", index=False)
    comite: Mapped[Slug | None]
    canal: Mapped[Slug]
    adresse: Mapped[Code]
    creee_le: Mapped[datetime]
    envoyee_le: Mapped[datetime | None]
    echec: Mapped[str | None]
    __table_args__ = (UniqueConstraint("version_id", "canal", "adresse"),)


class LogoGarde(Base):
    """A picture that stood on a document as its figures were frozen: once, by its SHA-256."""

    __tablename__ = "logo_garde"
    id: Mapped[RowId]
    empreinte: Mapped[Slug]
    image: Mapped[bytes] = mapped_column(LargeBinary())
    __table_args__ = (UniqueConstraint("empreinte"),)


class TexteLivrable(Base):
    """What the coordination wrote under one number of a document (« 5 »), the last words alone."""

    __tablename__ = "texte_livrable"
    id: Mapped[RowId]
    version_id: Mapped[int] = ref("version_livrable", index=False)
    chapitre: Mapped[Slug]
    texte: Mapped[Libre]
    le: Mapped[datetime]
    __table_args__ = (UniqueConstraint("version_id", "chapitre"),)
