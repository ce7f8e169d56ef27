"""What others measured of the quartiers, and what the contract asks for (003 l.774-786)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Annotated

from pydantic import Field

from storage.dispositif.entries import FileSlug, Item, Text


class DonneeContexte(Item):
    """One figure that the carnet does not make, as its source gives it: « 13 576 », « 36 % ».

    `perimetre`: of which area it is, which is seldom that of the quartier. `quartiers`: those that
    it helps to read; none for the whole programme.
    """

    valeur: Text
    annee: Annotated[int, Field(ge=1990, le=2100)]
    perimetre: Text
    source: Text
    quartiers: tuple[FileSlug, ...] = ()


class Defi(Item):
    """A défi of the contrat de ville that the dispositif serves; `indicateurs` tell how (K10)."""

    indicateurs: Annotated[tuple[FileSlug, ...], Field(min_length=1)]
    source: Text


def contexte_de(
    every: Iterable[DonneeContexte], quartiers: Collection[str]
) -> list[DonneeContexte]:
    """What helps to read these quartiers, their own first, then what is of the whole."""
    active = [one for one in every if one.actif]
    mine = [one for one in active if not set(quartiers).isdisjoint(one.quartiers)]
    return [*mine, *(one for one in active if not one.quartiers)]


def defis_de(every: Iterable[Defi], indicateur: str) -> list[Defi]:
    """The défis that this figure, by its slug, tells something of."""
    return [one for one in every if one.actif and indicateur in one.indicateurs]
