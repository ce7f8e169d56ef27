"""A figure and its truth, side by side, in the same plain values."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from storage.indicateurs.contrat import (
    Mediane,
    Medianes,
    Mesures,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
)
from tests.storage.indicateurs import verites
from tests.storage.indicateurs.verites.brut import VERITES

__all__ = ["VERITES", "plain"]

for module in iter_modules(verites.__path__):
    import_module(f"{verites.__name__}.{module.name}")


def plain(value: Any) -> object:
    """As a truth says it."""
    match value:
        case Nombre(n):
            return n
        case Proportion(n, sur):
            return n, sur
        case Mediane(milieu, bas, haut, n):
            return milieu, bas, haut, n
        case Medianes(par):
            return {word: plain(one) for word, one in par.items()}
        case ParHeure(n, minutes):
            return n, minutes
        case Repartition(par):
            return dict(par)
        case Mesures(par):
            return {site: {t: dict(notes) for t, notes in by.items()} for site, by in par.items()}
    raise TypeError(value)
