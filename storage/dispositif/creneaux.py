"""The planned week of a file, seen whole: nobody at two places at once, no period forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from bot.clock import PARIS
from bot.domain.periodes import tranche_at
from bot.domain.semaine import JOURS
from storage.dispositif.entries import Creneau
from storage.dispositif.model import Dispositif, actifs
from storage.dispositif.problems import Problem

WEEK: Final = 7 * 24 * 60
STEP: Final = timedelta(minutes=15)
_MONDAY: Final = datetime(2026, 3, 2, tzinfo=PARIS)
"""Of an ordinary week: neither holiday nor change of hour."""


def twice_at_once(dispositif: Dispositif) -> Iterator[Problem]:
    """Slots in which a binôme would be at two places."""
    slots = dispositif.creneaux
    for index, second in enumerate(slots):
        for rank, first in enumerate(slots[:index]):
            if first.binome == second.binome and _meet(first, second):
                said = f"« {second.binome} » est déjà prévu à {first.site} à cette heure"
                mend = f"voyez creneaux[{rank}], {_words(first)} ; décalez l'un des deux"
                yield Problem(("creneaux", index), f"{said} : {mend}")
                break


def periods_without(dispositif: Dispositif) -> Iterator[str]:
    """Exclusive periods in which nobody is ever planned (000 l.103), once somebody is."""
    if not dispositif.creneaux:
        return
    calendrier = dispositif.calendrier()
    met = {
        tranche_at(moment, calendrier) for slot in dispositif.creneaux for moment in _moments(slot)
    }
    for tranche in actifs(dispositif.periodes.tranches):
        if tranche.slug not in met:
            yield (
                f"Planning : aucun créneau en « {tranche.label} » (journée, soirée et week-end "
                "sont demandés, 000 l.103)."
            )


def _meet(first: Creneau, second: Creneau) -> bool:
    (start, end), (begin, stop) = _minutes(first), _minutes(second)
    # A slot of Sunday night ends on the Monday that begins the same week.
    return any(start < stop + week and begin + week < end for week in (-WEEK, 0, WEEK))


def _minutes(slot: Creneau) -> tuple[int, int]:
    """From Monday 00:00; what does not end after it began ends on the next day."""
    day = JOURS.index(slot.jour) * 24 * 60
    start, end = (day + one.hour * 60 + one.minute for one in (slot.de, slot.a))
    return start, end if end > start else end + 24 * 60


def _moments(slot: Creneau) -> Iterator[datetime]:
    start, end = (_MONDAY + timedelta(minutes=minutes) for minutes in _minutes(slot))
    while start < end:
        yield start
        start += STEP


def _words(slot: Creneau) -> str:
    return f"{slot.jour} {_hour(slot.de)}-{_hour(slot.a)}"


def _hour(moment: time) -> str:
    return f"{moment:%H:%M}"
