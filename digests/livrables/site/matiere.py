"""One site as its fiche de saisine tells it: the last three months, whoever was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.clock import paris
from bot.domain.interventions import DAY
from bot.livrables import Cible, CopieDue, SorteCible
from digests.livrables.matiere import Matiere, partout
from storage import reunions
from storage.dispositif import Site, actifs
from storage.dispositif.problems import nearest
from storage.work import Work

RECUL: Final = timedelta(days=91)
"""What is looked at: thirteen weeks, as long as an intervention lasts (000 l.120)."""
BROUILLON: Final = timedelta(days=10)
"""Before the comité technique that would decide, as its dossier (B04, B16)."""


@dataclass(frozen=True)
class MatiereSite(Matiere):
    """`lieux` is that site alone."""

    site: Site = field(kw_only=True)


def of(work: Work, cible: Cible) -> MatiereSite:
    site = work.programme.config.site(cible.cle)
    return MatiereSite(work, cible, partout(work, [cible.cle]), site=site)


def asked(work: Work, slug: str) -> Cible:
    """Raises ValueError, in French, for a site that is none."""
    sites = {one.slug: one for one in work.programme.config.sites}
    if slug not in sites:
        raise ValueError(f"site « {slug} » inconnu{nearest(slug, sites)}")
    today = paris(work.now).date()
    return Cible(SorteCible.SITE, slug, sites[slug].label, today - RECUL, today - DAY)


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each site where nothing was ever decided, before the next comité technique."""
    config, decided = work.programme.config, work.programme.missions
    techniques = {one.slug for one in actifs(config.comites) if one.sorte == "technique"}
    planned = reunions.open_ones(work.tx, work.programme.id)
    day = next((row.jour for row in planned if row.comite in techniques), None)
    for site in actifs(config.sites):
        if day is not None and site.slug not in decided:
            yield CopieDue(asked(work, site.slug), day - BROUILLON, day)
