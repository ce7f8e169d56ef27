"""Every indicator by its slug: what a figure is called, and how it is made (K10-K14)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from bot.discover import merged
from storage import indicateurs
from storage.indicateurs.contrat import Indicateur


@cache
def registre() -> dict[str, Indicateur[Any]]:
    """In the order of their families, then of their labels. Two of one slug are refused."""
    names = [module.name for module in iter_modules(indicateurs.__path__)]
    every = merged({name: _of(f"{indicateurs.__name__}.{name}") for name in names})
    families = list(type(next(iter(every.values())).famille))
    ordered = sorted(every.values(), key=lambda one: (families.index(one.famille), one.label))
    return {one.slug: one for one in ordered}


def _of(module: str) -> dict[str, Indicateur[Any]]:
    found = vars(import_module(module)).values()
    return {
        one.slug: one
        for one in found
        if isinstance(one, Indicateur) and one.compute.__module__ == module
    }
