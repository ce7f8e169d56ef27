"""What a dispositif's file names, that a typed text may name too without naming anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.nominatif import Reperes
from storage.dispositif.model import Dispositif

_PARTS: Final = re.compile(r"\s[–—/|:-]\s|[()]")
"""« Salamandre – Marcel Paul » is said by halves."""


def reperes_of(configs: Iterable[Dispositif]) -> Reperes:
    """Places and bodies of those files, in their own words."""
    lieux: set[str] = set()
    organismes: set[str] = set()
    for config in configs:
        for one in (*config.territoires, *config.sites):
            lieux.update(_said(one.label, one.libelle_long, *one.mots))
        for quartier in config.quartiers:
            lieux.update(_said(quartier.label, quartier.libelle_long, *quartier.autres_noms))
        for body in (*config.services, *config.annuaire, *config.commanditaires):
            organismes.update(_said(body.label, body.libelle_long, *body.mots))
        lieux.update(_said(*(partner.lieu for partner in config.annuaire)))
    return Reperes(frozenset(lieux), frozenset(organismes))


def _said(*names: str | None) -> Iterator[str]:
    for name in filter(None, names):
        yield name
        yield from filter(None, (part.strip() for part in _PARTS.split(name)))
