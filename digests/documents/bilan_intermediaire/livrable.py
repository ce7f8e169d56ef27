"""The bilan of a period, on which the comité technique agrees to renew (000 l.120, B17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.livrables import Cible, CopieDue, Livrable, SorteCible
from digests.livrables import lecteurs
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import matiere
from digests.livrables.intervention.chapitres import chosen
from digests.livrables.intervention.matiere import MatiereIntervention
from storage.dispositif import Intervention
from storage.programme import Programme
from storage.work import Work

PRET: Final = timedelta(days=30)
"""Before the end: presented by then, a renewal is still decided in time."""
BROUILLON: Final = timedelta(days=45)
PERIODE: Final = "."
"""Stands in its key between the intervention and the day on which it was renewed."""


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each period that is asked for at all: another town may want none."""
    config = work.programme.config
    for one in config.interventions:
        if config.delais.compte_rendu_jours:
            cible, first = _cible(work.programme, one), _begins(one)
            brouillon, terme = (max(first, one.fin - before) for before in (BROUILLON, PRET))
            yield CopieDue(cible, brouillon, terme, jusque=one.fin)


def asked(work: Work, slug: str) -> Cible:
    """That of the period under way. Raises ValueError, in French."""
    return _cible(work.programme, matiere.known(work.programme, slug.partition(PERIODE)[0]))


def of(work: Work, cible: Cible) -> MatiereIntervention:
    """The days of the period alone."""
    slug = cible.cle.partition(PERIODE)[0]
    return replace(matiere.of(work, replace(cible, cle=slug)), cible=cible)


def _cible(programme: Programme, one: Intervention) -> Cible:
    """A second period is another subject: its bilan is not the first one's."""
    whole, since = matiere.cible_of(programme, one), one.renouvelee_le
    cle = f"{one.slug}{PERIODE}{since.isoformat()}" if since else one.slug
    return Cible(SorteCible.INTERVENTION, cle, whole.nom, _begins(one), one.fin)


def _begins(one: Intervention) -> date:
    return one.renouvelee_le or one.debut


LIVRABLE = Livrable(
    titre="Bilan intermédiaire",
    court="Bilan",
    lecteurs="comité technique",
    source="000 l.120",
    cadence="30 jours avant la fin de la période, avant tout renouvellement",
    sorte=SorteCible.INTERVENTION,
    chapitres=chosen("1", "2", "3.3", "4", "5", "7"),
    cible=asked,
    lit=of,
    attendus=attendus,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.LIEU,
    renouvelle=True,
)
