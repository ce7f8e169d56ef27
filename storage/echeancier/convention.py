"""Dates of the convention: its end, its avenant, and the last end that N+3 allows (000 l.91)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bot.domain.echeancier import (
    AVENANT,
    DERNIERE_FIN,
    FIN_CONVENTION,
    LIMITE_CONVENTION,
    LigneEcheance,
    RappelDu,
    avant,
)
from bot.domain.interventions import add_months, before_sunday
from storage.dispositif.convention import Convention
from storage.dispositif.echeancier import RegleEcheance
from storage.echeancier.interventions import propre
from storage.echeancier.suivi import SuiviEcheances
from storage.programme import Programme

AU_BOUT: Final = "la convention ne peut plus être prolongée"


def lignes(programme: Programme, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Those that its file asks for."""
    convention, rules = programme.config.convention, programme.config.echeancier
    days = {"convention-debut": convention.debut, "convention-fin": convention.fin}
    for rule in rules.lignes:
        if day := days.get(rule.depuis or ""):
            yield propre(_line(rule, day, day), rule, suivi, day)
        elif rule.quoi == AVENANT:
            yield from _signed(rule, convention)
            yield from _next(rule, convention)
        elif known := _known(programme, rule):
            yield known


def _known(programme: Programme, rule: RegleEcheance) -> LigneEcheance | None:
    convention, months = programme.config.convention, programme.config.delais.mesure_impact_mois
    if rule.quoi == FIN_CONVENTION:
        return _comes(rule, convention.fin, convention.debut)
    if rule.quoi == LIMITE_CONVENTION and convention.fin_max:
        return _comes(rule, convention.fin_max, convention.debut)
    if rule.quoi == DERNIERE_FIN and months:
        return _comes(rule, add_months(convention.fin, -months), convention.debut)
    return None


def _signed(rule: RegleEcheance, convention: Convention) -> Iterator[LigneEcheance]:
    """Those that are signed: each was due before the end that it put off."""
    fin = convention.fin_initiale or convention.fin
    for one in convention.avenants:
        yield replace(_before_end(rule, fin), fait_le=one.signe_le)
        fin = one.fin


def _next(rule: RegleEcheance, convention: Convention) -> Iterator[LigneEcheance]:
    """The one to decide, as long as the convention may still be put off."""
    if convention.fin_max is None:
        return
    ligne = _before_end(rule, convention.fin)
    if convention.fin >= convention.fin_max:
        yield replace(ligne, pourquoi=AU_BOUT)
        return
    calls = (*avant(ligne.terme, rule.rappels, convention.debut), RappelDu(ligne.terme, "jour"))
    yield replace(ligne, rappels=calls, cochable=True)


def _before_end(rule: RegleEcheance, fin: date) -> LigneEcheance:
    """Its key goes with the end that it puts off."""
    return _line(rule, fin, before_sunday(add_months(fin, -rule.mois)))


def _comes(rule: RegleEcheance, day: date, depuis: date) -> LigneEcheance:
    """A day that comes by itself."""
    return replace(
        _line(rule, day, day), passe=True, rappels=tuple(avant(day, rule.rappels, depuis))
    )


def _line(rule: RegleEcheance, ancre: date, terme: date) -> LigneEcheance:
    return LigneEcheance(
        cle=f"{ancre}.{rule.quoi}", regle=rule.quoi, quoi=rule.label, terme=terme, qui=rule.qui
    )
