"""A simulated year as an attacker may not see it: what is true of each figure of people."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import product
from math import ceil
from typing import Final

from digests.exports.masques import comptes
from digests.sections.conflits.section import ETATS
from digests.sections.sollicitations.section import ISSUES, SUITES
from storage.indicateurs import sollicitations
from storage.indicateurs.contrat import Sensible
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, releve
from tests.attaque import Case, Publie
from tests.storage.indicateurs.annee import Annee

ESTIMATION: Final = "premiers-contacts"
"""A share that somebody guessed, of each entry: it adds up to a person or so."""
SEULS: Final = 8
"""An identity that holds in fewer cells than that may be one by chance."""


@dataclass(eq=False)
class Monde:
    """A year, and what is true of it: each figure of people, by site and period.

    jours: the first day of each period, and the day after the last. What does not add up from them
    (how things stand, at the end) has a case for each span that is told.
    """

    annee: Annee
    jours: Sequence[date]
    vrai: dict[Case, int] = field(default_factory=dict)

    @cached_property
    def read(self) -> Releve:
        places = self.annee.portees[-1].lieux
        return releve(self.annee.tx, self.annee.programme, places, self.jours)

    @cached_property
    def lieux(self) -> Mapping[str, tuple[str, ...]]:
        """The sites of each territoire where somebody works."""
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for one in self.read.lieux:
            found[one.territoire] += (one.slug,)
        return found

    @cached_property
    def sites(self) -> Mapping[str, Releve]:
        """The reading of each site."""
        return {one.slug: self.read.on(one) for one in self.read.lieux}

    @property
    def periodes(self) -> range:
        return range(len(self.jours) - 1)

    @cached_property
    def labels(self) -> Mapping[str, set[str]]:
        """How each word is said: two lists may say it in two ways."""
        said: defaultdict[str, set[str]] = defaultdict(set)
        config = self.annee.programme.config
        for liste in (*config.listes.values(), config.publics, config.roles):
            for line in liste:
                said[line.slug].add(line.label)
        for known in (SUITES, ISSUES, ETATS, {sollicitations.NON_PRECISE: "domaine non précisé"}):
            for slug, label in known.items():
                said[str(slug)].add(label)
        return said

    @cache  # noqa: B019 (one year in a session)
    def compte(self, slug: str, site: str, rangs: tuple[int, ...]) -> Mapping[str, int]:
        """What is true, by word."""
        return {
            str(mot): n
            for mot, n in comptes(registre()[slug](self.sites[site].at(*rangs))).items()
        }

    @cache  # noqa: B019 (one year in a session)
    def mots(self, slug: str) -> tuple[str, ...]:
        """Every word of it in the year."""
        every = tuple(self.periodes)
        found = [self.compte(slug, one, every) for one in self.sites]
        weekly = [self.compte(slug, one, (rang,)) for one in self.sites for rang in every]
        return tuple(dict.fromkeys(mot for par in (*found, *weekly) for mot in par))

    def dit(self, slug: str, label: str) -> str:
        """The word that a letter says so."""
        return next(mot for mot in self.mots(slug) if label in (mot, *self.labels.get(mot, ())))

    @cache  # noqa: B019 (one year in a session)
    def additif(self, slug: str) -> bool:
        """Whether its weeks add up, as far as this year shows."""
        return slug == ESTIMATION or all(
            self.compte(slug, one, rangs).get(mot, 0)
            == sum(self.compte(slug, one, (rang,)).get(mot, 0) for rang in rangs)
            for one in self.sites
            for rangs in (tuple(self.periodes[at : at + 12]) for at in self.periodes[::5])
            for mot in self.mots(slug)
        )

    def cases(
        self, slug: str, ou: Iterable[str], rangs: Sequence[int], mots: Iterable[str]
    ) -> frozenset[Case]:
        """The counts of which that number is the sum, with what is true of each.

        ou: slugs of territoires, or of sites.
        """
        spans = [(rang,) for rang in rangs] if self.additif(slug) else [tuple(rangs)]
        found = set[Case]()
        sites = [site for one in ou for site in self.lieux.get(one, (one,))]
        for site, span, mot in product(sites, spans, list(mots)):
            case = Case(site, f"{self.jours[span[0]]}/{self.jours[span[-1] + 1]}", f"{slug} {mot}")
            self.vrai[case] = self.compte(slug, site, span).get(mot, 0)
            found.add(case)
        return frozenset(found)

    def rangs(self, debut: date, fin: date) -> tuple[int, ...]:
        """The periods from that day to that one, excluded."""
        return tuple(rang for rang in self.periodes if debut <= self.jours[rang] < fin)

    def semaines(self, rangs: Sequence[int]) -> int:
        """How many weeks these periods last, the last one begun."""
        days = (self.jours[rangs[-1] + 1] - self.jours[rangs[0]]).days
        return ceil(days / len(calendar.day_name))

    def _vecteur(
        self, slug: str, mots: Sequence[str], cells: Iterable[tuple[str, int]]
    ) -> tuple[int, ...]:
        return tuple(
            sum(self.compte(slug, where, (rang,)).get(mot, 0) for mot in mots)
            for where, rang in cells
        )

    def liens(self) -> Iterator[Publie]:
        """What definitions say: figures that are one and the same in each cell of the year."""
        cells = list(product(self.sites, self.periodes))
        seen: defaultdict[tuple[int, ...], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for slug, one in registre().items():
            if one.sensible is not Sensible.PUBLIC or not self.additif(slug):
                continue
            whole = self._vecteur(slug, self.mots(slug), cells)
            seen[whole].append((slug, self.mots(slug)))
            for mot in self.mots(slug):
                told = self._vecteur(slug, [mot], cells)
                # One that was all of it, all year long, was so by chance.
                if told != whole and sum(1 for n in told if n) >= SEULS:
                    seen[told].append((slug, (mot,)))
        for (slug, mots), *others in seen.values():
            for (other, theirs), (where, rang) in product(others, cells):
                mine = self.cases(slug, [where], [rang], mots)
                same = self.cases(other, [where], [rang], theirs)
                if mine != same:
                    yield Publie(mine - same, 0, moins=same - mine)
