"""Sites in intervention that no presence covered: this week, or in one période for four."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from digests import words
from digests.contract import Recueil
from storage.dispositif import actifs
from storage.figures import Lieu
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import repartition_periodes
from storage.programme import Programme

SEMAINES: Final = 4
"""Window over which every période should be covered once (000 l.120, window proposed)."""


def warnings(recueil: Recueil) -> list[str]:
    """A sentence for each site left alone while its intervention ran, where sites are named."""
    if recueil.perimetre.profondeur == "quartier":
        return []
    return [text for lieu in recueil.perimetre.lieux for text in _of(recueil, lieu)]


def _of(recueil: Recueil, lieu: Lieu) -> Iterator[str]:
    here = recueil.releve.on(lieu)
    lately = recueil.trimestre.on(lieu)
    week, month = here.at(-1), lately.at(*lately.rangs[-SEMAINES:])
    if _ran(recueil.programme, lieu, week.jours) and not repartition_periodes(week).n:
        yield f"{lieu.label} : aucune présence {words.cette(recueil.semaine.label)}."
    elif recueil.recul and _ran(recueil.programme, lieu, month.jours):
        yield from _uncovered(month, lieu)


def _uncovered(month: Releve, lieu: Lieu) -> Iterator[str]:
    covered = repartition_periodes(month).par
    tranches = actifs(month.programme.config.periodes.tranches)
    names = [tranche.label.lower() for tranche in tranches if tranche.slug not in covered]
    if names:
        place = f"{lieu.label}, {' et '.join(names)}"
        yield f"{place} : aucune présence depuis {SEMAINES} semaines."


def _ran(programme: Programme, lieu: Lieu, days: tuple[date, date]) -> bool:
    """Whether one intervention ran on the site from the first day to the eve of the second."""
    return any(
        intervention.site == lieu.slug
        and intervention.debut <= days[0]
        and intervention.fin >= days[1] - timedelta(days=1)
        for intervention in programme.config.interventions
    )
