"""Of all due dates, those that somebody may still do something about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from bot.casework.echeancier import liste
from bot.clock import paris
from bot.domain.echeancier import FENETRES, VEILLES, LigneEcheance
from storage.work import Work

OUBLI: Final = timedelta(days=180)
"""Half a year after its day, what is still late is history: nobody is told of it any more."""
CHEZ_LES_COMITES: Final = frozenset({"comites-operationnels"})
"""What the comités' own screens count: they say it themselves when time grows short."""


def en_retard(work: Work) -> list[LigneEcheance]:
    """Late, and still worth doing: what is watched has messages of its own."""
    today = paris(work.now).date()
    return [one for one in encore(work, today, liste.toutes(work)) if one.limite < today]


def encore(work: Work, today: date, every: Iterable[LigneEcheance]) -> list[LigneEcheance]:
    """Open, neither watched nor history.

    What an intervention had to do while it ran is over with it; a measure, once missed.
    """
    ends = {one.slug: one.fin for one in work.programme.config.interventions}
    return [
        one
        for one in every
        if one.ouverte(today)
        and one.regle not in VEILLES | CHEZ_LES_COMITES
        and one.terme + OUBLI >= today
        and not (one.regle in FENETRES and one.terme < today)
        and (one.cochable or max(ends.get(one.intervention, today), one.terme) >= today)
    ]
