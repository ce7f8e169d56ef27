"""`carnet indicateurs`: how every figure is made, and from which line it comes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from storage.dispositif import Dispositif
from storage.dispositif.problems import nearest
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.registre import registre

HEADINGS: Final = (
    "Chiffre",
    "Comment il est fait",
    "Sur",
    "Unité",
    "Protégé",
    "Version",
    "Source",
)


def lines() -> Iterator[str]:
    """The register for a terminal, by family."""
    for famille, mine in groupby(registre().values(), key=lambda one: one.famille):
        yield f"{famille.capitalize()}"
        for one in mine:
            yield f"  {one.slug} (version {one.version}) : {one.label}, en {one.unite}"
            yield f"    {one.formule}"
            yield from (f"    {said}" for said in _more(one))


def markdown() -> Iterator[str]:
    """The register as the tables of a page, one by family."""
    for famille, mine in groupby(registre().values(), key=lambda one: one.famille):
        yield f"## {famille.capitalize()}"
        yield ""
        yield f"| {' | '.join(HEADINGS)} |"
        yield f"|{'---|' * len(HEADINGS)}"
        for one in mine:
            yield f"| {' | '.join(_cells(one))} |"
        yield ""


def unknown_figures(config: Dispositif) -> Iterator[str]:
    """A défi of the file that names a figure that there is not, each with the nearest one."""
    known = list(registre())
    for defi in config.defis:
        for slug in defi.indicateurs:
            if slug not in known:
                yield (
                    f"défi « {defi.label} » : aucun chiffre ne s'appelle « {slug} »"
                    f"{nearest(slug, known)} (carnet indicateurs)."
                )


def _cells(one: Indicateur[Any]) -> Iterator[str]:
    protege = "" if one.sensible is Sensible.PERSONNE else f"dit quelque chose {one.sensible}"
    yield f"{one.label} (`{one.slug}`)"
    yield one.formule
    yield from (one.denominateur or "–", one.unite, protege or "–", str(one.version), one.source)


def _more(one: Indicateur[Any]) -> Iterator[str]:
    if one.denominateur:
        yield f"Sur : {one.denominateur}."
    if one.sensible is not Sensible.PERSONNE:
        yield f"Dit quelque chose {one.sensible} : protégé avant de sortir de l'équipe."
    yield f"Source : {one.source}."
