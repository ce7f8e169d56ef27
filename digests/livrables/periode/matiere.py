"""Some sites over some months, with the interventions that ran on them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from bot.livrables import Cible, SorteCible
from digests.livrables.intervention.matiere import MatiereIntervention, cible_of
from digests.livrables.matiere import Matiere, partout
from storage.dispositif import Intervention, Service
from storage.figures import Lieu
from storage.indicateurs.releve import Releve, releve
from storage.work import Work

DITES: Final = {
    SorteCible.TRIMESTRE: "ce trimestre",
    SorteCible.ANNEE: "cette année",
    SorteCible.COMMANDITAIRE: "cette année",
    SorteCible.PORTEUR: "cette année",
}
"""The period, as a sentence names it; anything else is « sur la période »."""


@dataclass(frozen=True)
class MatierePeriode(Matiere):
    """`lieux`: the sites that it tells of, all of them or those of a territoire, of a landlord."""

    @property
    def dite(self) -> str:
        """« ce trimestre »."""
        return DITES.get(self.cible.sorte, "sur la période")

    @cached_property
    def interventions(self) -> tuple[Intervention, ...]:
        """Those that ran there on some day of the period, in the order of the file."""
        cible, here = self.cible, {lieu.slug for lieu in self.lieux}
        return tuple(
            one
            for one in self.config.interventions
            if one.site in here and one.debut <= cible.fin and one.fin >= cible.debut
        )

    @property
    def quartiers(self) -> list[str]:
        """The labels of theirs, in the order of the sites."""
        return list(dict.fromkeys(lieu.quartier for lieu in self.lieux))

    def of_quartier(self, label: str) -> tuple[Lieu, ...]:
        return tuple(lieu for lieu in self.lieux if lieu.quartier == label)

    def part(self, one: Intervention) -> MatiereIntervention:
        """The days that it has in the period; it quotes and tells into the same lists."""
        whole = cible_of(self.work.programme, one)
        debut, fin = max(one.debut, self.cible.debut), min(one.fin, self.cible.fin)
        cible = replace(whole, debut=debut, fin=fin)
        places = tuple(lieu for lieu in self.lieux if lieu.slug == one.site)
        return MatiereIntervention(
            self.work, cible, places, self.tableaux, self.cites, intervention=one
        )


def of_all(work: Work, cible: Cible) -> MatierePeriode:
    return MatierePeriode(work, cible, partout(work))


def of_site(work: Work, cible: Cible) -> MatierePeriode:
    return MatierePeriode(work, cible, partout(work, [cible.cle]))


def of_quartier(work: Work, cible: Cible) -> MatierePeriode:
    sites = [one.slug for one in work.programme.config.sites if one.quartier == cible.cle]
    return MatierePeriode(work, cible, partout(work, sites))


def of_porteur(work: Work, cible: Cible) -> MatierePeriode:
    """The sites of that employer alone; of an only one, all of them (A02)."""
    slug, config = cible.cle.partition(".")[0], work.programme.config
    mine = {slug, None} if len(config.porteurs) == 1 else {slug}
    sites = [one.slug for one in config.sites if one.porteur in mine]
    return MatierePeriode(work, cible, partout(work, sites))


@dataclass(frozen=True)
class MatiereBailleur(MatierePeriode):
    """`lieux` are on the stock of that landlord."""

    bailleur: Service = field(kw_only=True)

    @cached_property
    def partout(self) -> Releve:
        """Every site: what is in its hands may be elsewhere than on its stock."""
        every, days = partout(self.work), [self.cible.debut, self.apres]
        return releve(self.work.tx, self.work.programme, every, days)


def of_bailleur(work: Work, cible: Cible) -> MatiereBailleur:
    config, slug = work.programme.config, cible.cle.partition(".")[0]
    sites = [one.slug for one in config.sites if one.bailleur == slug]
    return MatiereBailleur(work, cible, partout(work, sites), bailleur=config.service(slug))
