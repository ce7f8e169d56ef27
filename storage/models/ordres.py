"""The agenda of a meeting: its points in order, who validated it and when (B06, CPV-2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.libre import Libre
from storage.machine.base import Base, Codes, RowId, Slug, ref


class OrdreDuJour(Base):
    """Of one meeting; as long as it has no row, its points are those that the carnet proposes.

    `points`: their keys, in order (« i3 » an intervention, « t12 » a PointOrdre); `retires`: those
    that were taken off. `arretes`: the lines that the carnet wrote for them when it was validated,
    by key; `valide_par`: the role of who did. `texte` stands above them; `le`: its last change.
    """

    __tablename__ = "ordre_du_jour"
    id: Mapped[RowId]
    dispositif_id: Mapped[int] = ref("dispositif", index=False)
    reunion_id: Mapped[int] = ref("reunion", index=False)
    points: Mapped[Codes]
    retires: Mapped[Codes]
    arretes: Mapped[Codes]
    texte: Mapped[Libre]
    le: Mapped[datetime]
    valide_le: Mapped[datetime | None]
    valide_par: Mapped[Slug | None]
    __table_args__ = (UniqueConstraint("reunion_id"),)


class PointOrdre(Base):
    """A point that somebody wrote, in their own words."""

    __tablename__ = "point_ordre"
    id: Mapped[RowId]
    ordre_du_jour_id: Mapped[int] = ref("ordre_du_jour")
    texte: Mapped[Libre]
    le: Mapped[datetime]
