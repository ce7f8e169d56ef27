"""What the chapters of one document are made of: its places, its days, its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeVar

from bot.clock import paris
from bot.domain.interventions import DAY, add_months
from bot.domain.petits_effectifs import SEMAINES_DES_MEDIATEURS, mediateurs_publiables
from bot.livrables import Cible
from bot.words import MONTHS, jour_court
from storage.dispositif import Dispositif
from storage.figures import Lieu, lieux
from storage.indicateurs.contrat import (
    Indicateur,
    Mediane,
    Medianes,
    Mesures,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
)
from storage.indicateurs.releve import Releve, releve
from storage.work import Work

V = TypeVar("V", Nombre, Proportion, Mediane, Medianes, Repartition, ParHeure, Mesures)
SEMAINE: Final = timedelta(days=7)


@dataclass(frozen=True)
class Matiere:
    """Read once for all chapters; `tableaux` and `cites` grow as they are written."""

    work: Work
    cible: Cible
    lieux: tuple[Lieu, ...]
    tableaux: list[dict[str, Any]] = field(default_factory=list)
    """What it tells of people, ready for JSON (`proteges`)."""
    cites: dict[str, Indicateur[Any]] = field(default_factory=dict)
    """The figures that it quotes, by slug: its method says how each is made (K14)."""

    @property
    def config(self) -> Dispositif:
        return self.work.programme.config

    @property
    def ids(self) -> list[int]:
        """Row ids of its sites."""
        return [lieu.id for lieu in self.lieux]

    @property
    def aujourdhui(self) -> date:
        return paris(self.work.now).date()

    @property
    def apres(self) -> date:
        """The first day that it says nothing of: the day under way is not over."""
        return max(self.cible.debut + DAY, min(self.cible.fin + DAY, self.aujourdhui))

    @cached_property
    def releve(self) -> Releve:
        """Month by month, the first and the last as long as they are in it."""
        days = [self.cible.debut, *self._firsts, self.apres]
        return releve(self.work.tx, self.work.programme, self.lieux, days)

    @property
    def _firsts(self) -> list[date]:
        """The first days of months inside."""
        found, day = [], add_months(self.cible.debut.replace(day=1), 1)
        while day < self.apres:
            found.append(day)
            day = add_months(day, 1)
        return found

    @property
    def mois(self) -> list[str]:
        """« octobre (dès le 05/10) », « novembre »: the headings of `releve`, period by period."""
        return [_month(first, after) for first, after in pairwise(self.releve.recolte.jours)]

    @cached_property
    def semaines(self) -> Releve:
        """Week by week, from Monday to Monday; the ends may be short."""
        first, days = self.cible.debut, [self.cible.debut]
        monday = first - timedelta(days=first.weekday()) + SEMAINE
        while monday < self.apres:
            days.append(monday)
            monday += SEMAINE
        return releve(self.work.tx, self.work.programme, self.lieux, [*days, self.apres])

    @property
    def lundis(self) -> list[str]:
        """« 05/10 »: the headings of `semaines`."""
        return [jour_court(day) for day in self.semaines.recolte.jours[:-1]]

    def chiffre(self, one: Indicateur[V], ici: Releve | None = None) -> V:
        """Its value over the whole, or `ici`; it is quoted, so its method is told."""
        self.cites[one.slug] = one
        return one(self.releve if ici is None else ici)

    def labels(self, liste: str) -> dict[str, str]:
        """Of every word of one of the `listes`, retired ones too."""
        return {one.slug: one.label for one in self.config.listes.get(liste, ())}

    @cached_property
    def tranches(self) -> Mapping[str, str]:
        """Periods of the day and of the week, by slug, in the order of the file."""
        return {one.slug: one.label for one in self.config.tranches()}

    @property
    def parle_des_mediateurs(self) -> bool:
        """Whether what describes the mediators may leave: twelve weeks together (adr/0026)."""
        weeks = (self.apres - self.cible.debut).days // 7
        return mediateurs_publiables([1], weeks)


def partout(work: Work, slugs: Sequence[str] | None = None) -> tuple[Lieu, ...]:
    """Every site of the programme, or these."""
    every = lieux(work.tx, work.programme.id)
    return every if slugs is None else tuple(one for one in every if one.slug in slugs)


TROP_TOT: Final = (
    f"Ce qui décrit les médiateurs se dit à partir de {SEMAINES_DES_MEDIATEURS} semaines réunies."
)


def _month(first: date, after: date) -> str:
    """« octobre », « octobre, dès le 05/10 », « janvier, jusqu'au 05/01 »."""
    name, last = MONTHS[first.month - 1], after - DAY
    begun = f", dès le {jour_court(first)}" if first.day > 1 else ""
    whole = add_months(first.replace(day=1), 1) - DAY
    ended = f", jusqu'au {jour_court(last)}" if last != whole else ""
    return f"{name}{begun}{ended}"
