"""Meetings that are due: a comité technique each quarter, three opérationnels in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.domain.echeancier import COMITE_TECHNIQUE, LigneEcheance, RappelDu, avant, retard
from bot.domain.interventions import add_months, not_sunday
from storage import cadence
from storage.dispositif import Comite, actifs
from storage.echeancier.suivi import SuiviEcheances
from storage.work import Work

OPERATIONNELS: Final = "comites-operationnels"
MEME: Final = timedelta(days=30)
"""What was decided so soon after a comité technique was decided by it."""
SANS_INTERVENTION: Final = "aucune intervention n'y court ce trimestre"


def techniques(work: Work, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Those of each quarter, where the file asks for them."""
    config = work.programme.config
    known = [one for one in actifs(config.comites) if one.sorte == "technique"]
    if known and config.echeancier.ligne(COMITE_TECHNIQUE):
        yield from _quarters(work, suivi, known)


def comptees(work: Work) -> Iterator[LigneEcheance]:
    """Three of each comité opérationnel, in proportion (000 l.82)."""
    for one in cadence.comptes(work.tx, work.programme):
        if one.avant and work.programme.config.delais.reunions_par_trimestre:
            yield _counted(work, one)


def _quarters(work: Work, suivi: SuiviEcheances, known: list[Comite]) -> Iterator[LigneEcheance]:
    """One for each quarter: met by the next meeting, or still to be held (000 l.61)."""
    config = work.programme.config
    held = [day for one in known for day in suivi.reunions[one.slug].tenues]
    decided = [
        day
        for one in config.interventions
        for day in (one.decision, one.renouvelee_le)
        if day and day <= suivi.today
    ]
    anchors = _apart([*held, *decided]) or [config.convention.debut]
    for before, after in pairwise(anchors):
        yield _technique(work, before, after)
    open_ones = (day for one in known for day in suivi.reunions[one.slug].manquees)
    coming = min((day for day in open_ones if day >= suivi.today), default=None)
    yield _technique(work, anchors[-1], None, coming)


def _apart(days: list[date]) -> list[date]:
    """In order, without those that come so soon that they are of the same quarter."""
    kept: list[date] = []
    for day in sorted(days):
        if kept and day - kept[-1] < MEME:
            continue
        kept.append(day)
    return kept


def _technique(
    work: Work, before: date, after: date | None, planned: date | None = None
) -> LigneEcheance:
    """A meeting that is planned is called by its own letters: nothing else is said of it."""
    rules, config = work.programme.config.echeancier, work.programme.config
    terme = not_sunday(add_months(before, config.delais.trimestre_mois))
    known = rules.ligne(COMITE_TECHNIQUE)
    calls: tuple[RappelDu, ...] = ()
    if known and after is None and planned is None:
        calls = (*avant(terme, known.rappels, before), retard(terme))
    return LigneEcheance(
        cle=f"{before}.{COMITE_TECHNIQUE}",
        regle=COMITE_TECHNIQUE,
        quoi=known.label if known else "",
        terme=terme,
        qui=rules.qui(COMITE_TECHNIQUE),
        rappels=calls,
        fait_le=after,
    )


def _counted(work: Work, one: cadence.Cadence) -> LigneEcheance:
    """« 1 sur 3 réunions » of a comité opérationnel before the next comité technique."""
    due = one.avant or one.depuis
    met = one.dates[one.attendues - 1] if 0 < one.attendues <= one.tenues else None
    return LigneEcheance(
        cle=f"{one.depuis}.{one.comite.slug}",
        regle=OPERATIONNELS,
        quoi=f"{one.compte} réunions avant le comité technique",
        objet=one.comite.label,
        terme=due,
        qui=work.programme.config.echeancier.qui(OPERATIONNELS),
        fait_le=met,
        pourquoi="" if one.attendues else SANS_INTERVENTION,
        comite=one.comite.slug,
    )
