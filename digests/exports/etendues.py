"""The places of which an export tells figures, from the whole programme to each site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.figures import Lieu
from storage.programme import Programme


class SorteEtendue(StrEnum):
    """How far a figure reaches."""

    PROGRAMME = "programme"
    TERRITOIRE = "territoire"
    QUARTIER = "quartier"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class EtendueExport:
    """A place, by its name, and the sites that lie in it."""

    sorte: SorteEtendue
    slug: str
    label: str
    lieux: tuple[Lieu, ...]


def etendues(programme: Programme, lieux: Sequence[Lieu]) -> Iterator[EtendueExport]:
    """The whole first; a quartier without any site is there too: nothing is done in it."""
    config = programme.config
    yield EtendueExport(SorteEtendue.PROGRAMME, config.slug, config.nom, tuple(lieux))
    for territoire in config.territoires:
        mine = tuple(one for one in lieux if one.territoire == territoire.slug)
        yield EtendueExport(SorteEtendue.TERRITOIRE, territoire.slug, territoire.label, mine)
    for quartier in config.quartiers:
        mine = tuple(one for one in lieux if config.site(one.slug).quartier == quartier.slug)
        yield EtendueExport(SorteEtendue.QUARTIER, quartier.slug, quartier.label, mine)
    for lieu in lieux:
        yield EtendueExport(SorteEtendue.SITE, lieu.slug, lieu.label, (lieu,))
