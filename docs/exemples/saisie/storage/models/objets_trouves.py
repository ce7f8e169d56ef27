"""What mediators find in the street, and whose owner they look for."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from storage.machine.base import Base, Slug
from storage.models.saisies import SurPlace, words


class ObjetTrouve(SurPlace, Base):
    """A thing found on a site; `chose` is one of a few slugs, never words (P7)."""

    __tablename__ = "objet_trouve"
    lettre = "t"
    lieu: Mapped[Slug] = words("types_lieu")
    chose: Mapped[Slug]
