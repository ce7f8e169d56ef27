"""What was noted of due dates: ticked, set aside, met, measured; read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select

from bot.clock import paris
from storage import echeances, passants, reunions
from storage.dispositif import Intervention
from storage.echeances import Dite, Faite
from storage.models import ReleveSite
from storage.passants import Campagne
from storage.reunions import Suivi, Suivis
from storage.work import Work

HISTOIRE: Final = timedelta(days=550)
"""An intervention that ended longer ago owes nothing that anybody would still do."""


@dataclass(frozen=True, slots=True)
class SuiviEcheances:
    """Days are of Paris."""

    today: date
    interventions: tuple[Intervention, ...]
    """Those that are not history, in the order of the file."""
    faites: Mapping[Faite, date]
    dites: Mapping[str, Dite]
    """By the key of a due date."""
    reunions: Suivis
    """Those to come too: they are among what is not held."""
    grilles: Mapping[tuple[int, str], tuple[date, date]]
    """By row id of intervention and measure: the first day of its grid, and the last."""
    passants: Mapping[Campagne, tuple[int, date]]
    """Of each campaign in which somebody was asked: how many, and the last day."""


def lu(work: Work) -> SuiviEcheances:
    """As it stands at that instant."""
    today, config = paris(work.now).date(), work.programme.config
    kept = tuple(one for one in config.interventions if one.fin + HISTOIRE >= today)
    first = min((one.decision for one in kept), default=today)
    tx, mine = work.tx, work.programme.id
    slugs = [one.slug for one in config.comites]
    return SuiviEcheances(
        today,
        kept,
        echeances.done_on(tx, mine),
        echeances.said(tx, mine),
        _meetings(reunions.suivis(tx, mine, slugs, first, date.max), today),
        _grids(work, [work.programme.interventions[one.slug] for one in kept]),
        _asked(work, kept),
    )


def _meetings(every: Suivis, today: date) -> Suivis:
    """As they stood on that day: a letter of last month knows nothing of those held since."""
    held = {
        slug: Suivi(tuple(day for day in one.tenues if day <= today), one.manquees)
        for slug, one in every.items()
    }
    return defaultdict(Suivi, held)


def _grids(work: Work, numbers: Sequence[int]) -> dict[tuple[int, str], tuple[date, date]]:
    days = func.min(ReleveSite.le), func.max(ReleveSite.le)
    found = select(ReleveSite.intervention_id, ReleveSite.mesure, *days).where(
        ReleveSite.intervention_id.in_(numbers), ReleveSite.supprimee_le.is_(None)
    )
    rows = work.tx.execute(found.group_by(ReleveSite.intervention_id, ReleveSite.mesure))
    return {
        (number, mesure): (paris(first).date(), paris(last).date())
        for number, mesure, first, last in rows
        if number
    }


def _asked(work: Work, kept: Sequence[Intervention]) -> dict[Campagne, tuple[int, date]]:
    """Nothing is read where the town asks nothing."""
    if not passants.questions(work.programme.config):
        return {}
    every = [one for row in kept for one in passants.of_intervention(work.programme, row)]
    found = passants.of(work.tx, every)
    return {one: (row.personnes, paris(row.le).date()) for one, row in found.items()}
