"""Who orders and pays, and what it asks to read on what it pays for (A01, 000 l.91)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from storage.dispositif.entries import Item, Text


class Commanditaire(Item):
    """Who orders and pays: a share in percent, in euros, or capped.

    `mention`: the words that it asks to read on each document; `logo`: a picture, PNG or JPEG,
    beside the file (A01).
    """

    part_pct: Annotated[float, Field(gt=0, le=100)] | None = None
    part_eur: Annotated[int, Field(ge=0)] | None = None
    plafond_eur: Annotated[int, Field(ge=0)] | None = None
    cout_objectif_eur: Annotated[int, Field(ge=0)] | None = None
    coordonnateur: bool = False
    mention: Text | None = None
    logo: Text | None = None
