"""Sites in intervention that no presence covered: this week, or in one période for four."""

from __future__ import annotations

from typing import Final

from bot.domain.semaine import Semaine
from digests import words
from digests.contract import Recueil
from storage.dispositif import actifs
from storage.figures import Lieu
from storage.programme import Programme

SEMAINES: Final = 4
"""Window over which every période should be covered once (000 l.120, window proposed)."""


def warnings(recueil: Recueil) -> list[str]:
    """A sentence for each site left alone while its intervention ran."""
    programme, semaine = recueil.programme, recueil.semaine
    month = {key for week in recueil.temps[-SEMAINES:] for key in week}
    week = {site for site, _ in recueil.temps[-1]}
    sentences = []
    for lieu in recueil.perimetre.lieux:
        if _ran(programme, lieu, semaine, weeks=1) and lieu.id not in week:
            sentences.append(f"{lieu.label} : aucune présence {words.cette(semaine.label)}.")
        elif recueil.presences.recul and _ran(programme, lieu, semaine, weeks=SEMAINES):
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
