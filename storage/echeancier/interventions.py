"""What each intervention calls for: a first comité, a T0, a report, a measure (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.echeancier import T0, LigneEcheance, RappelDu, avant, retard
from bot.domain.interventions import (
    COMPTE_RENDU,
    FIN,
    MESURE_IMPACT,
    PREMIER_COMITE,
    Echeance,
    add_months,
    fenetres,
    not_sunday,
)
from storage import reunions
from storage.dispositif import Intervention
from storage.dispositif.echeancier import RegleEcheance
from storage.echeancier.suivi import SuiviEcheances
from storage.programme import Programme

SANS_COMITE: Final = "aucun comité opérationnel ne suit ce territoire"
FINIE_AVANT: Final = "l'intervention a fini avant"
COCHABLES: Final = (COMPTE_RENDU, MESURE_IMPACT)
"""What somebody has to write after the end (000 l.148, l.166)."""


def lignes(programme: Programme, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Each intervention's, in the order of the file."""
    for one in suivi.interventions:
        for due in programme.config.echeances(one):
            if not due.rappelle:
                yield _computed(programme, suivi, one, due)
        if programme.config.echeancier.ligne(T0):
            yield _t0(programme, suivi, one)
        for rule in programme.config.echeancier.propres:
            if day := _anchor(one, rule):
                yield propre(_of(programme, one, rule.quoi, rule.label, day), rule, suivi, day)


def propre(
    ligne: LigneEcheance, rule: RegleEcheance, suivi: SuiviEcheances, depuis: date
) -> LigneEcheance:
    """A date of the town's own, so far from that day: somebody ticks it."""
    terme = not_sunday(add_months(depuis, rule.mois) + timedelta(days=rule.jours))
    calls = (*avant(terme, rule.rappels, date.min), RappelDu(terme, "jour"), retard(terme))
    said = suivi.dites.get(ligne.cle)
    done = said.le if said and said.motif is None else None
    return replace(ligne, terme=terme, rappels=calls, cochable=True, fait_le=done)


def _of(
    programme: Programme, one: Intervention, slug: str, label: str, terme: date
) -> LigneEcheance:
    """One of its lines, of which nothing more is known yet."""
    rules = programme.config.echeancier
    known = rules.ligne(slug)
    return LigneEcheance(
        cle=f"{programme.interventions[one.slug]}.{slug}",
        regle=slug,
        quoi=known.label if known else label,
        objet=programme.config.site(one.site).label,
        terme=terme,
        qui=rules.qui(slug),
        site=one.site,
        intervention=one.slug,
    )


def _computed(
    programme: Programme, suivi: SuiviEcheances, one: Intervention, due: Echeance
) -> LigneEcheance:
    ligne = _of(programme, one, due.slug, due.label, due.date)
    if due.slug == FIN:
        calls = (*_before_end(programme, one), RappelDu(one.fin, FIN))
        return replace(ligne, rappels=calls, passe=True, calculee=False)
    if due.slug == PREMIER_COMITE:
        return _first_comite(programme, suivi, one, ligne)
    known = programme.config.echeancier.ligne(due.slug)
    before = avant(due.date, known.rappels if known else (), one.fin)
    done = suivi.faites.get((programme.interventions[one.slug], due.slug))
    calls = (*before, RappelDu(due.date, due.slug))
    return replace(ligne, rappels=calls, cochable=True, fait_le=done)


def _before_end(programme: Programme, one: Intervention) -> Iterator[RappelDu]:
    """J-30 and J-15: a bilan, and a comité to present it to (000 l.120)."""
    for due in programme.config.echeances(one):
        if due.rappelle:
            yield RappelDu(due.date, due.slug)


def _first_comite(
    programme: Programme, suivi: SuiviEcheances, one: Intervention, ligne: LigneEcheance
) -> LigneEcheance:
    """Held by a comité of its territoire since it was decided; J+5, J+10, J+13, then red."""
    config, last = programme.config, ligne.terme
    days = (
        (not_sunday(one.decision + timedelta(days=n)), n)
        for n in config.delais.rappels_comite_jours
    )
    calls = [RappelDu(day, f"comite-{n}") for day, n in days if day < last]
    calls.append(RappelDu(retard(last).jour, "comite-retard"))
    ligne = replace(ligne, rappels=tuple(calls))
    met = reunions.since_decision(config, one, suivi.reunions).tenues
    if met:
        return replace(ligne, fait_le=met[0])
    if not config.comites_du_site(one.site):
        return replace(ligne, pourquoi=SANS_COMITE)
    return replace(ligne, pourquoi=FINIE_AVANT) if one.fin <= last else ligne


def _t0(programme: Programme, suivi: SuiviEcheances, one: Intervention) -> LigneEcheance:
    """Its state in the first two weeks, without which no impact is ever measured (003 l.769)."""
    config = programme.config
    window = fenetres(one.debut, one.fin, config.delais_intervention())[0]
    ligne = _of(programme, one, T0, T0, window.fin)
    known = config.echeancier.ligne(T0)
    before = avant(window.fin, known.rappels if known else (), one.debut)
    calls = (*before, retard(window.fin))
    measured = suivi.t0.get(programme.interventions[one.slug])
    return replace(ligne, rappels=calls, fait_le=measured)


def _anchor(one: Intervention, rule: RegleEcheance) -> date | None:
    days = {"decision": one.decision, "debut": one.debut, "fin": one.fin}
    return days.get(rule.depuis or "")
