"""4 to 7 · Objectives, what comes next, what the site looked like before and after, the method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.interventions import MESURE_IMPACT, fenetres
from bot.livrables import BlocLivrable
from bot.words import date_longue, du_au, pluriel
from digests.livrables.blocs import grille, liste, manque, note, paragraphe
from digests.livrables.intervention.matiere import MatiereIntervention
from digests.livrables.matiere import Matiere
from digests.livrables.methode import definitions
from storage import paroles
from storage.indicateurs.fiabilite import minutes_a_confirmer
from storage.indicateurs.grille_site import grille_site
from storage.indicateurs.prevu import jours_prevus_sans_trace
from storage.indicateurs.temps import presences_a_confirmer
from storage.models import ActionCollective

ATTEINTE = (
    "pour chaque objectif, écrivez « atteint », « en partie » ou « non », et ce qui le montre."
)
SUITE = (
    "arrêter, renouveler ou changer ? Et ce qui doit rester sur le site après le départ de "
    "l'équipe."
)
BESOINS = "les besoins repérés, en quelques phrases."
SITUATIONS = "deux ou trois situations, sans personne qu'on reconnaisse."
T0, T1 = "t0", "t1"
MESURES = {T0: "T0, au début", T1: "T1, à la fin", "t2": "T2, à N+3"}


def objectifs(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """4: what the file holds of each; whether it is reached, only the coordination can say."""
    rows = matiere.intervention.objectifs
    if not rows:
        yield manque("aucun objectif n'est écrit : Changer les objectifs.")
        return
    done = paroles.noted(matiere.work.tx, ActionCollective, matiere.ids, matiere.releve.bornes)
    yield grille(
        "Objectifs de l'intervention",
        ["Objectif", "Actions menées pour lui"],
        [
            [one, pluriel(sum(row.objectif == one for row in done), "action", "actions")]
            for one in rows
        ],
    )


def suite(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """5: the dates within which the proposal stands (000 l.120)."""
    one, longest = matiere.intervention, matiere.config.delais.intervention_max_mois
    yield note(
        f"L'intervention finit le {date_longue(one.fin)}, la convention le "
        f"{date_longue(matiere.config.convention.fin)}. Un site est tenu {longest} mois au plus."
    )


def avant_apres(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """6: the grid of the site at T0 and at the end, and when N+3 is measured (000 l.166)."""
    found = matiere.chiffre(grille_site).par.get(matiere.intervention.site, {})
    if found:
        yield _grid(matiere, found)
    rules = matiere.config.delais_intervention()
    one = matiere.intervention
    for window in fenetres(one.debut, one.fin, rules):
        if window.mesure in found or window.debut > matiere.aujourdhui:
            continue
        days = du_au(window.debut, window.fin)
        yield manque(f"la mesure {MESURES[window.mesure]} n'est pas faite ({days}).")
    later = [due for due in matiere.config.echeances(one) if due.slug == MESURE_IMPACT]
    for due in later:
        yield paragraphe(f"{due.label} : le {date_longue(due.date)} (date calculée).")
    if not later:
        yield note("Ce dispositif ne demande pas de mesure d'impact.")


def _grid(matiere: MatiereIntervention, found: Mapping[str, Mapping[str, int]]) -> BlocLivrable:
    labels = matiere.labels("grille_site")
    shown = [name for name in MESURES if name in found]
    rows = [
        [label, *(str(found[name].get(slug, "–")) for name in shown)]
        for slug, label in labels.items()
        if any(slug in found[name] for name in shown)
    ]
    heads = ["Critère, de 0 (très mauvais) à 4 (très bon)", *(MESURES[name] for name in shown)]
    return grille("Grille du site", heads, rows)


def methode(matiere: Matiere) -> Iterator[BlocLivrable]:
    """7: how each figure above is made, what is missing, what is kept back (003 l.765)."""
    unsure = matiere.chiffre(presences_a_confirmer)
    lines = [
        "Un binôme compte une fois dans les heures de présence, deux dans les heures-médiateur.",
        "Une personne revue compte de nouveau : les rencontres ne sont pas des personnes.",
        "Ce qui décrit des personnes se lit par grands nombres : le reste n'est pas zéro.",
        f"Présences à confirmer : {unsure.n} sur {unsure.sur}, "
        f"{pluriel(matiere.chiffre(minutes_a_confirmer).n, 'minute')}, comptées nulle part.",
    ]
    if matiere.parle_des_mediateurs:
        lost = matiere.chiffre(jours_prevus_sans_trace)
        lines.append(f"Jours prévus sans aucune présence notée : {lost.n} sur {lost.sur}.")
    yield liste(lines)
    yield from definitions(matiere)
