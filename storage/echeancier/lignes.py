"""Every due date of a programme, with how it stands: one list, for every screen and letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.echeancier import LigneEcheance
from storage.echeancier import comites, convention, interventions, suivi, veilles
from storage.echeancier.suivi import SuiviEcheances
from storage.work import Work


def toutes(work: Work, autres: Iterable[LigneEcheance] = ()) -> list[LigneEcheance]:
    """In the order of their days, with `autres` among them; what was set aside says why."""
    known = suivi.lu(work)
    found = (
        *_dated(work, known),
        *comites.comptees(work),
        *veilles.lignes(work, known),
        *autres,
    )
    return _ordered(work, known, found)


def datees(work: Work) -> list[LigneEcheance]:
    """The same, without what is watched, nor meetings that are only counted."""
    known = suivi.lu(work)
    return _ordered(work, known, _dated(work, known))


def _dated(work: Work, known: SuiviEcheances) -> Iterator[LigneEcheance]:
    yield from interventions.lignes(work.programme, known)
    yield from comites.techniques(work, known)
    yield from convention.lignes(work.programme, known)


def _ordered(
    work: Work, known: SuiviEcheances, found: Iterable[LigneEcheance]
) -> list[LigneEcheance]:
    every = (_said(work, known, one) for one in found)
    return sorted(every, key=lambda one: (one.terme, one.objet, one.cle))


def _said(work: Work, known: SuiviEcheances, one: LigneEcheance) -> LigneEcheance:
    """What somebody said of it: without object, and why; or done, of what nothing else tells."""
    said = known.dites.get(one.cle)
    if said is None or one.fait_le:
        return one
    if said.motif is None:
        return replace(one, fait_le=said.le) if one.cochable else one
    label = work.programme.config.element("motifs_echeance", said.motif).label
    return replace(one, pourquoi=label[:1].lower() + label[1:])
