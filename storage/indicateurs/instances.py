"""Meetings, and what the convention sets a date for (000 l.71, l.82, l.148, l.166; 002 l.65)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from bot.domain.interventions import (
    COMPTE_RENDU,
    MESURE_IMPACT,
    PREMIER_COMITE,
    add_months,
    fenetres,
    not_sunday,
)
from storage import cadence, reunions
from storage.dispositif import Comite, Intervention, actifs
from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Unite,
    indicateur,
)
from storage.indicateurs.releve import Releve
from storage.indicateurs.vies import whole
from storage.models import EcheanceFaite, ReleveSite

DAY: Final = timedelta(days=1)
_Terme = tuple[Intervention, date]
"""An intervention, and the last day of something that it calls for."""


@indicateur(
    *("reunions-acteurs", "Réunions d'acteurs", SUIVI, Unite.NOMBRE), source="002 l.65 ; K18"
)
def reunions_acteurs(releve: Releve) -> Nombre:
    """Réunions tenues pendant la période par les comités du territoire des sites ; pour tout le
    programme, par tous les comités."""
    debut, apres = releve.jours
    slugs = [one.slug for one in _comites(releve)]
    held = reunions.suivis(releve.recolte.tx, releve.programme.id, slugs, debut, apres - DAY)
    return Nombre(sum(len(one.tenues) for one in held.values()))


@indicateur(
    *("delai-quinze-jours", "15 jours respectés", SUIVI, Unite.NOMBRE),
    source="000 l.71",
    denominateur="interventions dont les 15 jours se terminaient dans la période",
)
def delai_quinze_jours(releve: Releve) -> Proportion:
    """Interventions dont le premier comité opérationnel a été tenu à temps après la décision."""
    terms = list(_terms(releve, PREMIER_COMITE))
    if not terms:
        return Proportion(0, 0)
    first = min(one.decision for one, _term in terms)
    slugs = [one.slug for one in releve.programme.config.comites]
    suivis = reunions.suivis(
        releve.recolte.tx, releve.programme.id, slugs, first, max(day for _one, day in terms)
    )
    config = releve.programme.config
    kept = (
        any(day <= term for day in reunions.since_decision(config, one, suivis).tenues)
        for one, term in terms
    )
    return Proportion(sum(kept), len(terms))


@indicateur(
    *("trois-comites", "Comités du trimestre tenus", SUIVI, Unite.NOMBRE),
    source="000 l.82",
    version=2,
    denominateur="territoires où une intervention a eu lieu depuis le dernier comité technique",
)
def trois_comites(releve: Releve) -> Proportion:
    """Territoires dont le comité opérationnel s'est réuni au moins trois fois (ou ce que demande
    le dispositif) entre le dernier comité technique et la fin de la période, au prorata des jours
    du trimestre où une intervention y court ; aucun n'est compté quand il n'en demande pas."""
    config, tx = releve.programme.config, releve.recolte.tx
    expected, last = config.delais.reunions_par_trimestre, releve.jours[1] - DAY
    if not expected:
        return Proportion(0, 0)
    since = reunions.quarter_began(tx, releve.programme, last) or config.convention.debut
    active = _active(releve, since, last)
    comites = [one for one in _comites(releve) if one.operationnel and one.territoire in active]
    slugs = [one.slug for one in comites]
    suivis = reunions.suivis(tx, releve.programme.id, slugs, since, last)
    until = not_sunday(add_months(since, config.delais.trimestre_mois))
    met = {
        one.territoire
        for one in comites
        if len(suivis[one.slug].tenues) >= cadence.attendues(config, one, since, until)
    }
    return Proportion(len(met), len(active))


@indicateur(
    *("comptes-rendus-remis", "Comptes rendus remis", SUIVI, Unite.NOMBRE),
    source="000 l.148",
    denominateur="interventions dont le compte rendu était dû dans la période",
)
def comptes_rendus_remis(releve: Releve) -> Proportion:
    """Comptes rendus notés comme remis avant la fin de la période, sur ceux dus alors."""
    return _done(releve, COMPTE_RENDU)


@indicateur(
    *("mesures-n3-faites", "Mesures N+3 faites", SUIVI, Unite.NOMBRE),
    source="000 l.166",
    denominateur="interventions dont la mesure N+3 était due dans la période",
)
def mesures_n3_faites(releve: Releve) -> Proportion:
    """Mesures d'impact notées comme faites avant la fin de la période, sur celles dues alors."""
    return _done(releve, MESURE_IMPACT)


@indicateur(
    *("t0-releves", "États initiaux relevés", SUIVI, Unite.NOMBRE),
    source="003 l.769 (deux semaines : proposed)",
    denominateur="interventions dont les deux premières semaines finissaient dans la période",
)
def t0_releves(releve: Releve) -> Proportion:
    """Interventions dont la grille du site a été remplie dans les deux premières semaines (T0)."""
    config, (debut, apres) = releve.programme.config, releve.jours
    rules, sites = config.delais_intervention(), {lieu.slug for lieu in releve.lieux}
    due = [
        releve.programme.interventions[one.slug]
        for one in config.interventions
        if one.site in sites and debut <= fenetres(one.debut, one.fin, rules)[0].fin < apres
    ]
    filled = select(ReleveSite.intervention_id).where(
        ReleveSite.intervention_id.in_(due),
        ReleveSite.mesure == "t0",
        ReleveSite.supprimee_le.is_(None),
    )
    done = set(releve.recolte.tx.scalars(filled)) if due else set()
    return Proportion(len(done), len(due))


def _comites(releve: Releve) -> Sequence[Comite]:
    """Those that follow these sites; of the whole programme, all of them."""
    here = {lieu.territoire for lieu in releve.lieux}
    every = whole(releve)
    comites = actifs(releve.programme.config.comites)
    return [one for one in comites if every or one.territoire in here]


def _terms(releve: Releve, slug: str) -> Iterator[_Terme]:
    """Interventions on these sites that called for it by a day of the period."""
    config, (debut, apres) = releve.programme.config, releve.jours
    sites = {lieu.slug for lieu in releve.lieux}
    for one in config.interventions:
        for due in config.echeances(one):
            if one.site in sites and due.slug == slug and debut <= due.date < apres:
                yield one, due.date


def _active(releve: Releve, first: date, last: date) -> set[str]:
    """Territoires of these sites where an intervention ran between these days."""
    running = {
        one.site
        for one in releve.programme.config.interventions
        if one.debut <= last and one.fin >= first
    }
    return {lieu.territoire for lieu in releve.lieux if lieu.slug in running}


def _done(releve: Releve, slug: str) -> Proportion:
    """Of what was due in the period, how much was ticked before it ended."""
    terms = list(_terms(releve, slug))
    ids = [releve.programme.interventions[one.slug] for one, _term in terms]
    ticked = select(EcheanceFaite.id).where(
        EcheanceFaite.intervention_id.in_(ids),
        EcheanceFaite.quoi == slug,
        EcheanceFaite.faite_le < releve.bornes[1],
    )
    done = len(releve.recolte.tx.scalars(ticked).all()) if ids else 0
    return Proportion(done, len(terms))
