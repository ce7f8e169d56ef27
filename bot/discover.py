"""Finds what folders add (features, pages, channels, sections): adding one edits no list."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class DiscoveryError(Exception):
    """A folder that does not hold what it promises; the message names the module and the mend."""


def discover(package: str, module: str, attribute: str) -> dict[str, Any]:
    """`attribute` of every `<package>.<folder>.<module>`, by folder name, in alphabetical order.

    A folder without that module is passed over; a module that fails to import raises its own
    error, one without the attribute raises DiscoveryError.
    """
    parent = import_module(package)
    folders = sorted(module.name for module in iter_modules(parent.__path__) if module.ispkg)
    names = {folder: f"{package}.{folder}.{module}" for folder in folders}
    return {
        folder: _attribute(name, attribute)
        for folder, name in names.items()
        if find_spec(name) is not None
    }


def merged(parts: Mapping[str, Mapping[K, T]]) -> dict[K, T]:
    """What every folder brings, in one table; DiscoveryError when two bring the same key."""
    owners: dict[K, str] = {}
    table: dict[K, T] = {}
    for folder, part in parts.items():
        for key, value in part.items():
            if (other := owners.setdefault(key, folder)) != folder:
                name = getattr(key, "__name__", key)
                raise DiscoveryError(f"« {name} » est à {other} et à {folder} : renommez-en un")
            table[key] = value
    return table


def _attribute(name: str, attribute: str) -> Any:
    module = import_module(name)
    if not hasattr(module, attribute):
        raise DiscoveryError(f"{name} ne définit pas {attribute} : ajoutez-le ou ôtez le fichier")
    return getattr(module, attribute)
