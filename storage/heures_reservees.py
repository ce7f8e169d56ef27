"""Hours planned for a measure N+3: nothing is there by then unless somebody meant it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.domain.interventions import Fenetre, fenetres
from bot.domain.periodes import split
from storage import planning
from storage.dispositif import Intervention, actifs
from storage.work import Work

T2: Final = "t2"


def fenetre(work: Work, one: Intervention) -> Fenetre | None:
    """The two weeks in which its impact is measured; None where it is not."""
    rules = work.programme.config.delais_intervention()
    every = fenetres(one.debut, one.fin, rules)
    return next((window for window in every if window.mesure == T2), None)


def reserve(work: Work, site: str, jour: date) -> bool:
    """Whether what is planned there that day is for the measure of an intervention."""
    mine = (one for one in work.programme.config.interventions if one.site == site)
    windows = (fenetre(work, one) for one in mine)
    return any(window and window.debut <= jour <= window.fin for window in windows)


def par_periode(work: Work, one: Intervention) -> Mapping[str, int]:
    """Slots of its site in those weeks, by exclusive period: at least one in each (§4.5)."""
    window, found = fenetre(work, one), defaultdict[str, int](int)
    if window is None:
        return found
    calendar = work.programme.calendrier
    for slot in planning.standing_at(work.tx, work.programme, one.site, window.debut, window.fin):
        for tranche in {part.tranche for part in split(*slot.bornes(), calendar)}:
            found[tranche] += 1
    return found


def manquent(work: Work, one: Intervention) -> list[str]:
    """« soirée », « week-end »: the periods in which no slot is planned."""
    planned = par_periode(work, one)
    every = actifs(work.programme.config.periodes.tranches)
    return [tranche.label.lower() for tranche in every if not planned.get(tranche.slug)]
