"""A simulated year as an attacker may not see it: what is true of each figure of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import product
from typing import Final

from bot.domain.semaine import Semaine
from digests.exports.masques import comptes
from digests.sections.conflits.section import ETATS
from digests.sections.sollicitations.section import ISSUES, SUITES
from storage.indicateurs import sollicitations
from storage.indicateurs.contrat import Sensible
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, of_weeks
from tests.attaque import Case, Publie
from tests.storage.indicateurs.annee import Annee

ESTIMATION: Final = "premiers-contacts"
"""A share that somebody guessed, of each entry: it adds up to a person or so."""
SEULS: Final = 8
"""An identity that holds in fewer cells than that may be one by chance."""


@dataclass(eq=False)
class Monde:
    """A year, and what is true of it: each figure of people, by territoire and week.

    What does not add up from its weeks (how things stand, at the end) has a case for each period.
    """

    annee: Annee
    semaines: Sequence[Semaine]
    vrai: dict[Case, int] = field(default_factory=dict)

    @cached_property
    def read(self) -> Releve:
        places = self.annee.portees[-1].lieux
        return of_weeks(self.annee.tx, self.annee.programme, places, self.semaines)

    @cached_property
    def lieux(self) -> Mapping[str, Releve]:
        """The reading of each territoire."""
        slugs = dict.fromkeys(lieu.territoire for lieu in self.read.lieux)
        return {
            slug: self.read.on(*[one for one in self.read.lieux if one.territoire == slug])
            for slug in slugs
        }

    @cached_property
    def labels(self) -> Mapping[str, set[str]]:
        """How each word is said: two lists may say it in two ways."""
        said: defaultdict[str, set[str]] = defaultdict(set)
        for liste in self.annee.programme.config.listes.values():
            for line in liste:
                said[line.slug].add(line.label)
        for known in (SUITES, ISSUES, ETATS, {sollicitations.NON_PRECISE: "domaine non précisé"}):
            for slug, label in known.items():
                said[str(slug)].add(label)
        return said

    @cache  # noqa: B019 (one year in a session)
    def compte(self, slug: str, territoire: str, rangs: tuple[int, ...]) -> Mapping[str, int]:
        """What is true, by word."""
        return {
            str(mot): n
            for mot, n in comptes(registre()[slug](self.lieux[territoire].at(*rangs))).items()
        }

    @cache  # noqa: B019 (one year in a session)
    def mots(self, slug: str) -> tuple[str, ...]:
        """Every word of it in the year."""
        every = tuple(range(len(self.semaines)))
        found = [self.compte(slug, one, every) for one in self.lieux]
        weekly = [self.compte(slug, one, (rang,)) for one in self.lieux for rang in every]
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
            for one in self.lieux
            for rangs in (tuple(range(at, at + 12)) for at in range(0, len(self.semaines) - 12, 5))
            for mot in self.mots(slug)
        )

    def cases(
        self, slug: str, territoires: Iterable[str], rangs: Sequence[int], mots: Iterable[str]
    ) -> frozenset[Case]:
        """The counts of which that number is the sum, with what is true of each."""
        spans = [(rang,) for rang in rangs] if self.additif(slug) else [tuple(rangs)]
        found = set[Case]()
        for territoire, span, mot in product(list(territoires), spans, list(mots)):
            first, last = (self.semaines[rang].label for rang in (span[0], span[-1]))
            case = Case(territoire, f"{first}/{last}", f"{slug} {mot}")
            self.vrai[case] = self.compte(slug, territoire, span).get(mot, 0)
            found.add(case)
        return frozenset(found)

    def rangs(self, debut: date, fin: date) -> tuple[int, ...]:
        """The weeks from that day to that one, excluded."""
        return tuple(rang for rang, one in enumerate(self.semaines) if debut <= one.lundi < fin)

    def _vecteur(
        self, slug: str, mots: Sequence[str], cells: Iterable[tuple[str, int]]
    ) -> tuple[int, ...]:
        return tuple(
            sum(self.compte(slug, where, (rang,)).get(mot, 0) for mot in mots)
            for where, rang in cells
        )

    def liens(self) -> Iterator[Publie]:
        """What definitions say: figures that are one and the same in each cell of the year."""
        cells = list(product(self.lieux, range(len(self.semaines))))
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
