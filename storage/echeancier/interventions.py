"""What each intervention calls for: a first comité, a T0, a report, a measure (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.echeancier import PASSANTS, T0, T1, LigneEcheance, RappelDu, avant, retard
from bot.domain.interventions import (
    COMPTE_RENDU,
    FIN,
    MESURE_IMPACT,
    PREMIER_COMITE,
    Echeance,
    Fenetre,
    add_months,
    fenetres,
    not_sunday,
)
from storage import passants, reunions
from storage.dispositif import Intervention
from storage.dispositif.echeancier import RegleEcheance
from storage.echeancier.suivi import SuiviEcheances
from storage.programme import Programme

SANS_COMITE: Final = "aucun comité opérationnel ne suit ce territoire"
FINIE_AVANT: Final = "l'intervention a fini avant"
REMISE: Final = timedelta(days=28)
"""After N+3: two weeks to measure the site, two to write what they tell (requirements §4.5)."""
COCHABLES: Final = (COMPTE_RENDU, MESURE_IMPACT)
"""What somebody has to write after the end (000 l.148, l.166)."""


def lignes(programme: Programme, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Each intervention's, in the order of the file."""
    for one in suivi.interventions:
        for due in programme.config.echeances(one):
            if not due.rappelle:
                yield _computed(programme, suivi, one, due)
        yield from _grids(programme, suivi, one)
        if programme.config.echeancier.ligne(PASSANTS):
            yield from _passers_by(programme, suivi, one)
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
    until = due.date + REMISE if due.slug == MESURE_IMPACT else None
    return replace(ligne, rappels=calls, cochable=True, fait_le=done, jusque=until)


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


def _grids(
    programme: Programme, suivi: SuiviEcheances, one: Intervention
) -> Iterator[LigneEcheance]:
    """Its state in the first two weeks, without which no impact is ever measured, and in the
    last (003 l.769). A T1 that a renewal put off is to be taken again."""
    number = programme.interventions[one.slug]
    for window in fenetres(one.debut, one.fin, programme.config.delais_intervention()):
        if window.mesure not in (T0, T1) or not programme.config.echeancier.ligne(window.mesure):
            continue
        ligne = _measured(programme, one, window.mesure, window.mesure, window)
        first, last = suivi.grilles.get((number, window.mesure), (None, None))
        if window.mesure == T1:
            first = last if last and last >= window.debut else None
        yield replace(ligne, fait_le=first)


def _measured(
    programme: Programme, one: Intervention, regle: str, label: str, window: Fenetre
) -> LigneEcheance:
    """Due by the last day of its window; only a T0 that was missed is told once it is."""
    ligne = _of(programme, one, regle, label, window.fin)
    known = programme.config.echeancier.ligne(regle)
    before = avant(window.fin, known.rappels if known else (), window.debut)
    late = (retard(window.fin),) if regle == T0 else ()
    return replace(ligne, rappels=(*before, *late))


def _passers_by(
    programme: Programme, suivi: SuiviEcheances, one: Intervention
) -> Iterator[LigneEcheance]:
    """« Passants interrogés, T0 : 12 sur 20 », of each campaign (requirements §4.5 D)."""
    wanted = programme.config.delais.passants
    asks = wanted and passants.questions(programme.config)
    for campagne in passants.of_intervention(programme, one) if asks else ():
        window = Fenetre(campagne.mesure, campagne.debut, campagne.fin)
        ligne = _measured(programme, one, PASSANTS, PASSANTS, window)
        asked, last = suivi.passants.get(campagne, (0, None))
        yield replace(
            ligne,
            cle=f"{ligne.cle}-{campagne.mesure}",
            quoi=f"{ligne.quoi}, {campagne.mesure.upper()} : {asked} sur {wanted}",
            fait_le=last if asked >= wanted else None,
            # Nobody is asked once its days are over: it is called to mind no more.
            rappels=ligne.rappels if suivi.today <= campagne.fin else (),
        )


def _anchor(one: Intervention, rule: RegleEcheance) -> date | None:
    days = {"decision": one.decision, "debut": one.debut, "fin": one.fin}
    return days.get(rule.depuis or "")
