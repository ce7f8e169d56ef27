"""Who else is at work: employers of the mediators, and heads counted once a year by quartier."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from storage.dispositif.entries import FileLine, FileSlug, Item, Text


class Porteur(Item):
    """An employer that holds the convention: it reads the interventions of its sites (A02)."""


class Effectif(FileLine):
    """So many people of one kind were at work in that quartier that year (002 l.66-67; K24)."""

    annee: Annotated[int, Field(ge=2000, le=2100)]
    quartier: FileSlug
    type: FileSlug
    nombre: Annotated[int, Field(ge=0)]
    source: Text | None = None
