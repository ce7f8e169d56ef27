"""The compte rendu that ends an intervention: its six figures, its three words (000 l.148)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.domain.interventions import COMPTE_RENDU
from bot.livrables import CopieDue, Livrable, SorteCible
from digests.livrables import lecteurs
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import matiere
from digests.livrables.intervention.chapitres import CHAPITRES
from storage.work import Work

BROUILLON: Final = timedelta(days=15)
"""Before the end: a draft is there to be completed (requirements §4.3)."""


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each intervention, on the day that its delays compute."""
    config = work.programme.config
    for one in config.interventions:
        for due in config.echeances(one):
            if due.slug == COMPTE_RENDU:
                cible = matiere.cible_of(work.programme, one)
                yield CopieDue(cible, max(one.debut, one.fin - BROUILLON), due.date)


LIVRABLE = Livrable(
    titre="Compte rendu de fin d'intervention",
    court="Compte rendu",
    lecteurs="comités technique et opérationnel",
    source="000 l.148-164",
    cadence="brouillon 15 jours avant la fin de l'intervention, remis 15 jours après",
    sorte=SorteCible.INTERVENTION,
    chapitres=CHAPITRES,
    cible=matiere.asked,
    lit=matiere.of,
    attendus=attendus,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.LIEU,
    solde=COMPTE_RENDU,
)
