"""What documents on a period may be about: a quarter, a year, a site, a quartier, a landlord."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from bot.clock import paris
from bot.domain.interventions import DAY, add_months
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.livrables import Cible, CopieDue, SorteCible
from digests.exports.parts import parts
from digests.livrables.trimestre import matiere as trimestre
from storage.dispositif import Convention, Service, actifs
from storage.dispositif.problems import nearest
from storage.work import Work

MOIS: Final = 11
"""Before the month under way: a card of what is permanent tells of twelve months."""
AVANT, APRES = timedelta(days=30), timedelta(days=31)
"""A yearly document is begun in December, and handed over by the end of January (K05)."""
QUINZE: Final = timedelta(days=15)
"""After a quarter, its extract for a landlord is due."""


class Nommable(Protocol):
    """A line of the file: a site, a quartier, a landlord."""

    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> str: ...


N = TypeVar("N", bound=Nommable)


def annee(work: Work, text: str) -> Cible:
    """« 2026 ». Raises ValueError, in French, for no year, or one outside the convention."""
    convention, today = work.programme.config.convention, paris(work.now).date()
    if not (text.isdecimal() and len(text) == 4):
        raise ValueError(f"année « {text} » illisible : écrivez 2026")
    first, last = date(int(text), 1, 1), date(int(text), 12, 31)
    if last < convention.debut:
        raise ValueError(f"année {text} illisible : elle finit avant la convention")
    if first > today:
        raise ValueError(f"année {text} illisible : elle n'a pas commencé")
    return Cible(SorteCible.ANNEE, text, f"année {text}", max(first, convention.debut), last)


def annees(work: Work) -> Iterator[Cible]:
    """From the convention's first to the one under way."""
    first, today = work.programme.config.convention.debut, paris(work.now).date()
    for year in range(first.year, max(first.year, today.year) + 1):
        if date(year, 1, 1) <= today:
            yield annee(work, str(year))


def annuels(work: Work) -> Iterator[CopieDue]:
    """One a year, in January."""
    for cible in annees(work):
        yield CopieDue(cible, max(cible.debut, cible.fin - AVANT), cible.fin + APRES)


def site(work: Work, slug: str) -> Cible:
    """Raises ValueError, in French."""
    one = _known("site", slug, work.programme.config.sites)
    return _permanent(work, SorteCible.SITE, one)


def sites(work: Work) -> Iterator[Cible]:
    """Those in use, in the order of the file."""
    for one in actifs(work.programme.config.sites):
        yield _permanent(work, SorteCible.SITE, one)


def quartier(work: Work, slug: str) -> Cible:
    """Raises ValueError, in French."""
    one = _known("quartier", slug, work.programme.config.quartiers)
    return _permanent(work, SorteCible.QUARTIER, one)


def quartiers(work: Work) -> Iterator[Cible]:
    for one in actifs(work.programme.config.quartiers):
        yield _permanent(work, SorteCible.QUARTIER, one)


def bailleur(work: Work, text: str) -> Cible:
    """« sv-bailleur.2026-T4 », « sv-bailleur.2026 »; without days, the quarter under way.

    Raises ValueError, in French.
    """
    slug, _, days = text.partition(".")
    mine = [one for one in work.programme.config.services if one.bailleur]
    one = _known("bailleur", slug, mine)
    today = paris(work.now).date()
    if days.isdecimal():
        return _landlord(one, annee(work, days))
    when = days or Trimestre.of(Semaine.around(today)).label
    return _landlord(one, trimestre.entier(work, when))


def bailleurs(work: Work) -> Iterator[CopieDue]:
    """Of each landlord, one a quarter, and one a year."""
    quarters, years = list(trimestre.entiers(work)), list(annuels(work))
    for one in landlords(work):
        for quarter in quarters:
            term = quarter.fin + QUINZE
            yield CopieDue(_landlord(one, quarter), quarter.fin - QUINZE, term)
        for due in years:
            yield CopieDue(_landlord(one, due.cible), due.brouillon, due.terme)


def landlords(work: Work) -> list[Service]:
    return [one for one in actifs(work.programme.config.services) if one.bailleur]


def _landlord(one: Service, when: Cible) -> Cible:
    name = f"{one.label}, {when.nom}"
    return Cible(SorteCible.BAILLEUR, f"{one.slug}.{when.cle}", name, when.debut, when.fin)


def commanditaire(work: Work, text: str) -> Cible:
    """« cm-etat.2026 »; without days, the year under way. Raises ValueError, in French."""
    slug, _, days = text.partition(".")
    one = _known("commanditaire", slug, work.programme.config.commanditaires)
    return _payer(one, annee(work, days or str(paris(work.now).year)))


def commanditaires(work: Work) -> Iterator[CopieDue]:
    """One a year for each who has a share of the cost (000 l.172-174)."""
    for one in parts(work.programme.config):
        if one.euros is not None:
            for due in annuels(work):
                yield CopieDue(_payer(one, due.cible), due.brouillon, due.terme)


def _payer(one: Nommable, when: Cible) -> Cible:
    name = f"{one.label}, {when.nom}"
    key = f"{one.slug}.{when.cle}"
    return Cible(SorteCible.COMMANDITAIRE, key, name, when.debut, when.fin)


def porteur(work: Work, text: str) -> Cible:
    """« po-nord.2026 »; without days, the year under way. Raises ValueError, in French."""
    slug, _, days = text.partition(".")
    one = _known("porteur", slug, work.programme.config.porteurs)
    return _employer(one, annee(work, days or str(paris(work.now).year)))


def porteurs(work: Work) -> Iterator[CopieDue]:
    """One a year for each, where there are several (A02)."""
    every = actifs(work.programme.config.porteurs)
    for one in every if len(every) > 1 else ():
        for due in annuels(work):
            yield CopieDue(_employer(one, due.cible), due.brouillon, due.terme)


def _employer(one: Nommable, when: Cible) -> Cible:
    name, key = f"{one.label}, {when.nom}", f"{one.slug}.{when.cle}"
    return Cible(SorteCible.PORTEUR, key, name, when.debut, when.fin)


def _known(what: str, slug: str, every: Iterable[N]) -> N:
    found = {one.slug: one for one in every}
    if slug not in found:
        raise ValueError(f"{what} « {slug} » inconnu{nearest(slug, found)}")
    return found[slug]


def _permanent(work: Work, sorte: SorteCible, one: Nommable) -> Cible:
    debut, fin = douze_mois(work.programme.config.convention, paris(work.now).date())
    return Cible(sorte, one.slug, one.label, debut, fin)


def douze_mois(convention: Convention, today: date) -> tuple[date, date]:
    """From the first day of a month, a year ago or less, to yesterday, within the convention."""
    first = max(convention.debut, add_months(today.replace(day=1), -MOIS))
    return first, max(first, today - DAY)
