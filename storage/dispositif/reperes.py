"""What a dispositif file names that is nobody: its places, its services, its partners."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.nominatif import Reperes
from storage.dispositif.entries import Item
from storage.dispositif.model import Dispositif


def reperes_of(config: Dispositif) -> Reperes:
    """Labels and long labels, retired lines too: what was typed yesterday still means them."""
    places = (*config.territoires, *config.quartiers, *config.sites, *config.types_lieu)
    bodies = (*config.services, *config.annuaire, *config.commanditaires, *config.comites)
    return Reperes(lieux=_names(places), organismes=_names(bodies))


def _names(lines: Iterable[Item]) -> frozenset[str]:
    return frozenset(name for one in lines for name in (one.label, one.libelle_long) if name)
