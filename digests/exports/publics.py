"""What a quarter tells of people, beside all that left before: it is written down as it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.domain.ventilation import Ventilation
from digests import effectifs
from digests.contract import TRIMESTRE, Comptes, Perimetre
from digests.exports import masques
from digests.exports.cellules import CelluleExport
from digests.exports.etendues import EtendueExport, SorteEtendue
from storage import publications
from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import rencontres, typologie
from storage.work import Work

SUPPORT: Final = "export"
UN_JOUR: Final = timedelta(days=1)
JEUDI: Final = timedelta(days=3)
"""A week is in the month of its Thursday."""


Parait = Callable[[Sequence[Lieu], Comptes, int], Comptes]
"""What may be told of those places: counts by word, given their total."""


def publiables(one: Indicateur[Any], here: Releve, parait: Parait) -> Iterator[CelluleExport]:
    """What may be told of people met in one territoire, over a quarter that is over.

    The typologie is told as letters tell it: ages that are too few, with their neighbours.
    """
    if one.slug != typologie.slug:
        parties = [[one(here.at(*rangs)) for rangs in every] for every in _parties(one, here)]
        yield from masques.publiables(one, one(here), parties, partial(parait, here.lieux))
        return
    counts, config = effectifs.counted(here), here.programme.config
    perimetre = Perimetre(here.lieux, "compte")
    found = effectifs.by_public(perimetre, counts, effectifs.publics(config, counts), parait)
    yield from masques.details(found, rencontres(here).n)


def _parties(one: Indicateur[Any], here: Releve) -> Iterator[Sequence[Sequence[int]]]:
    """What letters told of it, in ranks of weeks: each week, then each month.

    Of what is told by blocks of twelve weeks, what lies on either side of their bounds, each by
    itself: a quarter minus a block is what is left of it.
    """
    if one.slug in masques.PAR_BLOCS:
        yield from ([ranks] for ranks in _alike(here, _bloc(here)))
        return
    yield [[rang] for rang in here.rangs]
    yield _alike(here, lambda lundi: (lundi + JEUDI).replace(day=1))


def _bloc(here: Releve) -> Callable[[date], int]:
    """The block of twelve weeks in which a Monday lies, counted from the convention's first."""
    first = Semaine.around(here.programme.config.convention.debut).lundi
    return lambda lundi: (lundi - first).days // (7 * TRIMESTRE)


def _alike(here: Releve, key: Callable[[date], object]) -> list[list[int]]:
    """The ranks of its weeks, those of one key together."""
    found: dict[object, list[int]] = {}
    for rang in here.rangs:
        found.setdefault(key(here.recolte.jours[rang]), []).append(rang)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Parution:
    """A quarter that leaves: what may be said of people in it, by territoire and of the whole."""

    work: Work
    read: Releve
    trimestre: Trimestre

    def told(
        self, one: Indicateur[Any], where: Sequence[EtendueExport]
    ) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
        """Of each territoire by itself; the whole, the first of `where`, is made of them."""
        leaves = partial(self._leaves, masques.DITS.get(one.slug, ""))
        found = {
            place: list(publiables(one, self.read.on(*place.lieux), leaves))
            for place in where
            if place.sorte is SorteEtendue.TERRITOIRE
        }
        return {where[0]: list(masques.ensemble(found.values()))} | found

    def _leaves(self, mesure: str, lieux: Sequence[Lieu], comptes: Comptes, total: int) -> Comptes:
        """What may be told of it; the weeks in which nobody was met are known to all, as zeros."""
        work, sites = self.work, frozenset(lieu.slug for lieu in lieux)
        quiet = [self._nobody(mesure, sites, semaine) for semaine in self._quiet(lieux)]
        publications.inscrit(work.tx, work.programme.id, quiet, SUPPORT, work.now)
        days = self.trimestre.debut, self.trimestre.fin + UN_JOUR
        table = Ventilation(mesure, sites, *days, comptes, total)
        return publications.publie(work.tx, work.programme.id, table, SUPPORT, work.now).comptes

    def _quiet(self, lieux: Sequence[Lieu]) -> Iterator[Semaine]:
        for rang, semaine in enumerate(self.trimestre.semaines):
            if not rencontres(self.read.on(*lieux).at(rang)).n:
                yield semaine

    def _nobody(self, mesure: str, sites: frozenset[str], semaine: Semaine) -> Ventilation:
        config = self.work.programme.config
        zero: Comptes = dict.fromkeys((one.slug for one in (*config.publics, *config.roles)), 0)
        return Ventilation(mesure, sites, semaine.lundi, semaine.dimanche + UN_JOUR, zero, 0)
