"""`carnet indicateurs`: how every figure is made, and from which line it comes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.registre import registre


def lines() -> Iterator[str]:
    """The register for a terminal, by family."""
    for famille, mine in groupby(registre().values(), key=lambda one: one.famille):
        yield f"{famille.capitalize()}"
        for one in mine:
            yield f"  {one.slug} (version {one.version}) : {one.label}, en {one.unite}"
            yield f"    {one.formule}"
            yield from (f"    {said}" for said in _more(one))


def _more(one: Indicateur[Any]) -> Iterator[str]:
    if one.denominateur:
        yield f"Sur : {one.denominateur}."
    if one.sensible is not Sensible.PERSONNE:
        yield f"Dit quelque chose {one.sensible} : protégé avant de sortir de l'équipe."
    yield f"Source : {one.source}."
