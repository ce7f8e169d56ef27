"""One intervention as its documents tell it: its site, its comité, its days."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bot.livrables import Cible, SorteCible
from bot.words import date_longue
from digests.livrables.matiere import Matiere, partout
from storage.dispositif import Comite, Intervention, Site
from storage.dispositif.problems import nearest
from storage.programme import Programme
from storage.work import Work


@dataclass(frozen=True)
class MatiereIntervention(Matiere):
    """`lieux` is its site alone."""

    intervention: Intervention = field(kw_only=True)

    @property
    def site(self) -> Site:
        return self.config.site(self.intervention.site)

    @property
    def row_id(self) -> int:
        return self.work.programme.interventions[self.intervention.slug]

    @cached_property
    def comites(self) -> tuple[Comite, ...]:
        return self.config.comites_du_site(self.intervention.site)

    @property
    def finie(self) -> bool:
        return self.intervention.fin < self.aujourdhui


def of(work: Work, cible: Cible) -> MatiereIntervention:
    """Raises ValueError, in French, for an intervention that is none."""
    intervention = known(work.programme, cible.cle)
    places = partout(work, [intervention.site])
    return MatiereIntervention(work, cible, places, intervention=intervention)


def known(programme: Programme, slug: str) -> Intervention:
    """That one, by its slug, or the newest on that site. Raises ValueError, in French."""
    every = programme.config.interventions
    mine = [one for one in every if slug in (one.slug, one.site)]
    if not mine:
        names = [name for one in every for name in (one.slug, one.site)]
        raise ValueError(
            f"intervention « {slug} » inconnue, ou ouverte par erreur{nearest(slug, names)}"
        )
    return next((one for one in mine if one.slug == slug), max(mine, key=lambda one: one.debut))


def asked(work: Work, slug: str) -> Cible:
    """What is typed for it. Raises ValueError, in French."""
    return cible_of(work.programme, known(work.programme, slug))


def cible_of(programme: Programme, intervention: Intervention) -> Cible:
    """« Site A, intervention du 5 octobre 2026 »: two on one site are told apart."""
    site = programme.config.site(intervention.site).label
    several = sum(one.site == intervention.site for one in programme.config.interventions) > 1
    since = f", intervention du {date_longue(intervention.debut)}" if several else ""
    return Cible(
        SorteCible.INTERVENTION,
        intervention.slug,
        f"{site}{since}",
        intervention.debut,
        intervention.fin,
    )
