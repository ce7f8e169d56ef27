"""Sites in intervention that no presence covered: this week, or in one période for four."""

from __future__ import annotations

from typing import Final

from bot.domain.semaine import Semaine
from digests import tendance
from digests.contract import Perimetre
from storage import figures
from storage.dispositif import actifs
from storage.figures import Lieu
from storage.machine.db import Tx
from storage.programme import Programme

SEMAINES: Final = 4
"""Window over which every période should be covered once (000 l.120, window proposed)."""


def warnings(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> list[str]:
    """A sentence for each site left alone while its intervention ran."""
    start = semaine.shifted(1 - SEMAINES).bornes()[0]
    month = set(figures.temps(tx, perimetre.ids, (start, semaine.bornes()[1])))
    week = {site for site, _ in figures.temps(tx, perimetre.ids, semaine.bornes())}
    comparable = tendance.has_history(figures.first_presence(tx, perimetre.ids), semaine)
    sentences = []
    for lieu in perimetre.lieux:
        if _ran(programme, lieu, semaine, weeks=1) and lieu.id not in week:
            sentences.append(f"{lieu.label} : aucune présence cette semaine.")
        elif comparable and _ran(programme, lieu, semaine, weeks=SEMAINES):
            sentences.extend(_uncovered(programme, lieu, month))
    return sentences


def _uncovered(programme: Programme, lieu: Lieu, covered: set[tuple[int, str]]) -> list[str]:
    tranches = actifs(programme.config.periodes.tranches)
    names = [t.label.lower() for t in tranches if (lieu.id, t.slug) not in covered]
    if not names:
        return []
    place = f"{lieu.label}, {' et '.join(names)}"
    return [f"{place} : aucune présence depuis {SEMAINES} semaines."]


def _ran(programme: Programme, lieu: Lieu, semaine: Semaine, *, weeks: int) -> bool:
    """Whether one intervention ran on the site during the whole of the last `weeks`."""
    start = semaine.shifted(1 - weeks).lundi
    return any(
        intervention.site == lieu.slug
        and intervention.debut <= start
        and intervention.fin >= semaine.dimanche
        for intervention in programme.config.interventions
    )
