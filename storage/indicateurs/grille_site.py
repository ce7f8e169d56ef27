"""The grid of a site, measured at T0, T1 and T2 (003 l.575, l.581)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, select

from storage.figures import SITES, bound
from storage.indicateurs.contrat import EVALUATION, Mesures, Unite, indicateur
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.models import ReleveSite

_G: Final = cast(Table, ReleveSite.__table__)
LIBRE: Final = "libre"
"""A grid that was filled outside of the three measures."""


class GrilleNotee(NamedTuple):
    """One grid that was filled: 0 to 4 by criterion of the file."""

    le: datetime
    intervention: int | None
    mesure: str
    notes: Mapping[str, int]


def _filled(recolte: Recolte) -> Mapping[int, Sequence[GrilleNotee]]:
    """Every one up to the end of the reading, the oldest first: a T0 is older than the period."""
    rows = (
        select(_G.c.site_id, _G.c.le, _G.c.intervention_id, _G.c.mesure, _G.c.notes)
        .where(_G.c.site_id.in_(SITES), _G.c.supprimee_le.is_(None))
        .where(_G.c.le < bound(recolte.periodes))
        .order_by(_G.c.le, _G.c.id)
    )
    found: defaultdict[int, list[GrilleNotee]] = defaultdict(list)
    for site, *words in recolte.tx.connection().execute(rows, recolte.values()):
        found[site].append(GrilleNotee(*words))
    return found


GRILLES: Final = Durable(_filled)


@indicateur(
    *("grille-site-score", "Grille de site", EVALUATION, Unite.NOMBRE),
    source="003 l.575, l.581 ; méthode proposée",
)
def grille_site(releve: Releve) -> Mesures:
    """Note de 0 à 4 de chaque critère, à T0, T1 et T2 de la dernière intervention mesurée.

    La dernière grille de chaque mesure, à la fin de la période ; jamais de total.
    """
    by_site = {lieu.slug: _measures(releve.on(lieu)) for lieu in releve.lieux}
    return Mesures({slug: mesures for slug, mesures in by_site.items() if mesures})


def _measures(releve: Releve) -> dict[str, Mapping[str, int]]:
    _debut, after = releve.bornes
    every = [one for one in releve.durables(GRILLES) if one.le < after and one.mesure != LIBRE]
    last = every[-1].intervention if every else None
    return {one.mesure: one.notes for one in every if one.intervention == last}
