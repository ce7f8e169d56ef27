"""One intervention from its first days to its N+3: what each of three measures was noted in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final

from bot.domain.interventions import DAY, Fenetre, fenetres
from bot.livrables import Cible, CopieDue
from digests.livrables.intervention import matiere
from digests.livrables.intervention.matiere import MatiereIntervention
from storage.dispositif import Intervention
from storage.indicateurs.releve import Releve, releve
from storage.programme import Programme
from storage.work import Work

T0, T2 = "t0", "t2"
NOMS: Final = {T0: "T0, au début", "t1": "T1, à la fin", T2: "T2, à N+3"}
REMISE: Final = timedelta(days=14)
"""After the last day of its third measure: what they tell is to be written."""


@dataclass(frozen=True)
class MatiereImpact(MatiereIntervention):
    """`cible` goes from the first day of the intervention to the last one of its T2."""

    @cached_property
    def fenetres(self) -> tuple[Fenetre, ...]:
        """T0, T1, and T2 where this dispositif measures an impact."""
        one = self.intervention
        return fenetres(one.debut, one.fin, self.config.delais_intervention())

    @property
    def commencees(self) -> list[Fenetre]:
        """Those in which something may have been noted."""
        return [one for one in self.fenetres if one.debut < self.aujourdhui]

    @property
    def noms(self) -> list[str]:
        """« T0, au début »: the headings of what stands side by side."""
        return [NOMS[one.mesure] for one in self.fenetres]

    @cached_property
    def releves(self) -> dict[str, Releve]:
        """By measure, what was noted in its days; of those that have begun."""
        tx, programme = self.work.tx, self.work.programme
        return {
            one.mesure: releve(
                tx, programme, self.lieux, [one.debut, min(one.fin + DAY, self.aujourdhui)]
            )
            for one in self.commencees
        }

    def cote_a_cote(self, dit: Callable[[Releve], str]) -> list[str]:
        """What `dit` says of each measure; « – » of one to come."""
        return [
            dit(self.releves[one.mesure]) if one.mesure in self.releves else "–"
            for one in self.fenetres
        ]


def of(work: Work, cible: Cible) -> MatiereImpact:
    """Raises ValueError, in French, for an intervention that is none."""
    known = matiere.of(work, cible)
    return MatiereImpact(work, cible, known.lieux, intervention=known.intervention)


def asked(work: Work, slug: str) -> Cible:
    """Raises ValueError, in French."""
    return _cible(work.programme, matiere.known(work.programme, slug))


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each intervention whose impact is measured: a draft from the first day of T2 on."""
    for one in work.programme.config.interventions:
        cible, last = _cible(work.programme, one), _windows(work.programme, one)[-1]
        if last.mesure == T2:
            yield CopieDue(cible, last.debut, last.fin + REMISE)


def _cible(programme: Programme, one: Intervention) -> Cible:
    whole = matiere.cible_of(programme, one)
    return replace(whole, fin=_windows(programme, one)[-1].fin)


def _windows(programme: Programme, one: Intervention) -> tuple[Fenetre, ...]:
    return fenetres(one.debut, one.fin, programme.config.delais_intervention())
