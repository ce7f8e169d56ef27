"""The contract between the point hebdo and one of its sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

from bot.domain.mois import Mois
from bot.domain.petits_effectifs import mediateurs_publiables
from bot.domain.publications import sans_revelation
from bot.domain.semaine import Semaine
from bot.domain.ventilation import Ventilation
from digests import tendance
from storage import figures, publications
from storage.dispositif import Profondeur
from storage.figures import Lieu, opening
from storage.indicateurs.fiabilite import presences_etats
from storage.indicateurs.releve import Lues, Releve, of_weeks
from storage.machine.db import Tx
from storage.programme import Programme

TRIMESTRE: Final = 12
"""Weeks over which a curve, and what describes mediators, are read (000 l.142, adr/0026)."""

Figures = dict[str, Any]
"""What a section found: numbers, ISO dates and labels of the file; never a free text (P7).

`urgence`, when there, says how bad it is (see `Gravite`), `rien` that nothing of it was noted in
the week.
"""

Snapshot = dict[str, Any]
"""A whole point hebdo, ready for JSON: see `digests.compose.compose`."""

Jours = tuple[date, date]
"""The first day, and the first one after."""

Comptes = Mapping[str, int | None]
"""Counts of people by kind; None where it may not be told."""

Vue = dict[str, Any]
"""Figures put into words, for the HTML and the plain text alike.

`a_decider`, when there, is what the comité has to decide, one sentence each without its stop: the
letter shows them all together, before any section.
"""


class Gravite(IntEnum):
    """How bad what a section tells is, frozen in its figures: the worst comes first (§4.2)."""

    CALME = 0
    A_SUIVRE = 1
    EN_RETARD = 2
    GRAVE = 3


@dataclass(frozen=True, slots=True)
class Groupe:
    """One row of what is told place by place: a site, or a whole quartier."""

    label: str
    lieux: tuple[Lieu, ...]


@dataclass(frozen=True)
class Perimetre:
    """What one comité may read: its sites, and how deep (§4.7)."""

    lieux: tuple[Lieu, ...]
    profondeur: Profondeur
    tout: bool = False
    """Whether it reads every territoire, those without any site too."""

    @property
    def detail(self) -> bool:
        """Whether signalements are told one by one."""
        return self.profondeur == "detail"

    @cached_property
    def groupes(self) -> tuple[Groupe, ...]:
        """Its rows: one for each site, or for each quartier where no site may be told apart."""
        if self.profondeur != "quartier":
            return tuple(Groupe(lieu.label, (lieu,)) for lieu in self.lieux)
        by_quartier: dict[str, tuple[Lieu, ...]] = {}
        for lieu in self.lieux:
            by_quartier[lieu.quartier] = (*by_quartier.get(lieu.quartier, ()), lieu)
        return tuple(Groupe(quartier, lieux) for quartier, lieux in by_quartier.items())

    def nomme(self, slug: str) -> str:
        """How that site is told: by its name, or by its quartier's."""
        groupes = (one for one in self.groupes if any(lieu.slug == slug for lieu in one.lieux))
        return next(one.label for one in groupes)

    @property
    def lieu(self) -> str:
        """Over a column of its rows: « Site », « Quartier »."""
        return "Quartier" if self.profondeur == "quartier" else "Site"

    @cached_property
    def ids(self) -> tuple[int, ...]:
        return tuple(lieu.id for lieu in self.lieux)

    @cached_property
    def slugs(self) -> frozenset[str]:
        return frozenset(lieu.slug for lieu in self.lieux)

    @cached_property
    def territoires(self) -> dict[str, tuple[Lieu, ...]]:
        """Sites by slug of territoire, in their order."""
        by_territoire: dict[str, tuple[Lieu, ...]] = {}
        for lieu in self.lieux:
            by_territoire[lieu.territoire] = (*by_territoire.get(lieu.territoire, ()), lieu)
        return by_territoire


@dataclass(frozen=True)
class Recueil:
    """The week of one comité, as its sections read it: what several of them need is read once."""

    tx: Tx
    programme: Programme
    perimetre: Perimetre
    semaine: Semaine
    tableaux: list[Ventilation] = field(default_factory=list)
    """What this week tells of people, by kind: written down once it leaves."""
    lues: Lues = field(default_factory=dict)
    """What earlier sections read, maybe in other transactions."""

    @cached_property
    def deja_dit(self) -> Sequence[Ventilation]:
        """All that left before, of this week."""
        lundi, after = self.semaine.lundi, self.semaine.shifted(1).lundi
        return publications.entre(self.tx, self.programme.id, lundi, after)

    def publie(
        self,
        mesure: str,
        lieux: Sequence[Lieu],
        comptes: Comptes,
        total: int,
        jours: Jours | None = None,
    ) -> Comptes:
        """Those of `comptes` that may be told beside all that left before; of the week by default.

        jours: other whole weeks, that no table meets in part.
        """
        slugs = frozenset(lieu.slug for lieu in lieux)
        days = self.semaine.lundi, self.semaine.shifted(1).lundi
        table = Ventilation(mesure, slugs, *(jours or days), comptes, total)
        if not total:
            # A letter that says nothing of it says it: whoever reads knows these zeros.
            self.tableaux.append(table)
            return comptes
        others = jours is not None and jours != days
        before = self._told_of(mesure, table) if others else self.deja_dit
        told = sans_revelation(before, table)
        self.tableaux.append(told)
        return told.comptes

    def _told_of(self, mesure: str, table: Ventilation) -> Sequence[Ventilation]:
        """What left before of that measure and of other days than the week's."""
        days = table.debut, table.fin
        return publications.entre(self.tx, self.programme.id, *days, mesure)

    @cached_property
    def semaines(self) -> tuple[Semaine, ...]:
        """The week, and those that it is compared to, oldest first."""
        return (*reversed(tendance.before(self.semaine)), self.semaine)

    def _weeks(self, semaines: Sequence[Semaine]) -> Releve:
        return of_weeks(self.tx, self.programme, self.perimetre.lieux, semaines, self.lues)

    @property
    def durees(self) -> Sequence[int]:
        """How many weeks each of `semaines` lasts."""
        return [((one.dimanche - one.lundi).days + 1) // 7 for one in self.semaines]

    @cached_property
    def saison(self) -> str | None:
        """What must be said before these weeks are compared."""
        return tendance.season_remark(self.semaine, self.programme.calendrier)

    @cached_property
    def releve(self) -> Releve:
        """What was noted in each of `semaines`: -1 is the week. Read once with `trimestre`."""
        if isinstance(self.semaine, Mois):
            return self._weeks(self.semaines)
        return self.trimestre.at(*self.trimestre.rangs[-len(self.semaines) :])

    @property
    def periode(self) -> Releve:
        """The week, or every week of the month, in the reading of twelve: it is read once."""
        return self.trimestre.at(*self.trimestre.rangs[-self.durees[-1] :])

    def weeks_of(self, releve: Releve) -> Sequence[Releve]:
        """Of a month, each of its weeks, whose letters were read before; else none."""
        if not isinstance(self.semaine, Mois) or releve.jours != self.releve.at(-1).jours:
            return ()
        return [self.trimestre.at(rang) for rang in self.periode.rangs]

    @cached_property
    def trimestre(self) -> Releve:
        """What was noted in each of the twelve weeks that end with this one, or with its last."""
        last = Semaine.around(self.semaine.dimanche)
        weeks = [last.shifted(rang + 1 - TRIMESTRE) for rang in range(TRIMESTRE)]
        return self._weeks(weeks)

    @cached_property
    def bloc(self) -> Releve | None:
        """The last twelve weeks told together: blocks from the convention on, which never meet.

        Twelve weeks more each week would tell, by difference, the one that came (adr/0026). None
        before the first is over.
        """
        weeks = (self.semaine.shifted(1).lundi - self._premiere.lundi).days // 7
        last = weeks - weeks % TRIMESTRE
        if last <= 0:
            return None
        these = [self._premiere.shifted(last - TRIMESTRE + rang) for rang in range(TRIMESTRE)]
        return self._weeks(these)

    @property
    def fin_de_bloc(self) -> date:
        """The last day of the block under way."""
        weeks = (self.semaine.shifted(1).lundi - self._premiere.lundi).days // 7
        return self._premiere.shifted(weeks - weeks % TRIMESTRE + TRIMESTRE - 1).dimanche

    @property
    def _premiere(self) -> Semaine:
        return Semaine.around(self.programme.config.convention.debut)

    def labels(self, liste: str) -> dict[str, str]:
        """Of every word of one of the `listes`, retired ones too."""
        lines = self.programme.config.listes.get(liste, ())
        return {line.slug: line.label for line in lines}

    @cached_property
    def a_un_trimestre(self) -> bool:
        """Whether the carnet is as old: what is read over twelve weeks has them all (adr/0026)."""
        opened = opening(self.tx, self.programme.id)
        return opened is not None and opened <= self.trimestre.bornes[0]

    @cached_property
    def mediateurs(self) -> dict[int, int]:
        """How many mediators were on each site in the week; none where nobody was."""
        return figures.mediateurs(self.tx, self.perimetre.ids, self.semaine)

    @cached_property
    def parle_des_mediateurs(self) -> bool:
        """Whether what describes the mediators in one week may leave the team (adr/0026)."""
        return mediateurs_publiables(self.mediateurs.values())

    @cached_property
    def recul(self) -> bool:
        """Whether presence was noted by the end of the first of `semaines`: else no comparison."""
        first = self.releve.rangs[0]
        return presences_etats(self.releve.at(*range(first + 1))).n > 0


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the point hebdo; its folder also holds section.html.jinja and section.txt.jinja.

    figures: read once, then frozen; a section without any is left out. vue: what both templates
    show, made from the figures alone. lit: the oldest format of snapshot whose figures it reads.
    """

    ordre: int
    titre: str
    figures: Callable[[Recueil], Figures]
    vue: Callable[[Figures], Vue]
    lit: int = 1
