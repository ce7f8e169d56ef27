"""5, 6, 8 · All interventions together, deadlines kept, what others do there (000 l.49, l.150)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.casework.echeancier import liste
from bot.domain.echeancier import VEILLES, LigneEcheance
from bot.livrables import BlocLivrable
from bot.words import date_longue, duree, pluriel
from digests import effectifs
from digests.livrables import proteges
from digests.livrables.blocs import fiche, manque, note, paragraphe, tableau
from digests.livrables.contexte import contexte
from digests.livrables.intervention.presence import PAS_DE_PART
from digests.livrables.mots import RIEN, mediane, part, rythme
from digests.livrables.periode.matiere import MatierePeriode
from storage.indicateurs import (
    acteurs,
    conflits,
    delais,
    instances,
    relais,
    sollicitations,
    veille,
)
from storage.indicateurs.equipe import part_terrain
from storage.indicateurs.rencontres import rencontres, rencontres_par_heure, typologie
from storage.indicateurs.temps import heures_mediateur, heures_presence, repartition_periodes


def consolide(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """5: hours, periods, 60 %, rencontres, relais effectifs, conflits, veille technique."""
    yield from heures(matiere)
    yield fiche("Chiffres consolidés", list(_figures(matiere)))
    if matiere.parle_des_mediateurs and part_terrain(matiere.releve).pour_cent is None:
        yield manque(PAS_DE_PART)
    known = effectifs.publics(matiere.config, {})
    labels = {slug: matiere.config.public(slug).label for slug in known.tous}
    yield from proteges.somme(matiere, typologie, labels, "Public")
    yield from proteges.mots(
        matiere, conflits.conflits_directs, matiere.labels("types_conflit"), "Conflit"
    )
    yield from contexte(matiere, {one.slug for one in matiere.config.quartiers})


def heures(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Site by site, period by period."""
    rows = []
    for lieu in matiere.lieux:
        here = matiere.releve.on(lieu)
        done = repartition_periodes(here).par
        if done:
            periods = [duree(done[slug]) if slug in done else RIEN for slug in matiere.tranches]
            rows.append([lieu.label, duree(heures_presence(here).n), *periods])
    if not rows:
        yield manque(f"aucune présence confirmée {matiere.dite}.")
        return
    whole = matiere.chiffre(repartition_periodes).par
    total = [duree(whole.get(slug, 0)) for slug in matiere.tranches]
    rows.append(["Ensemble", duree(matiere.chiffre(heures_presence).n), *total])
    heads = ["Site", "Présence", *matiere.tranches.values()]
    yield tableau("Heures de présence par site et par période", heads, rows, somme=True)


def _figures(matiere: MatierePeriode) -> Iterator[tuple[str, str]]:
    if matiere.parle_des_mediateurs:
        yield "Heures-médiateur", duree(matiere.chiffre(heures_mediateur).n)
        wanted = matiere.config.hors_terrain.objectif_terrain_pct
        share = part(part_terrain, matiere.chiffre(part_terrain))
        yield f"Part du temps en rue (repère : {wanted} %)", share
    met = matiere.chiffre(rencontres)
    rate = rythme(matiere.chiffre(rencontres_par_heure))
    yield "Rencontres", f"{met.n}, {rate}" if met.n else "0"
    yield "Sollicitations", str(matiere.chiffre(sollicitations.sollicitations).n)
    yield "Relais ouverts", proteges.evenements(matiere, relais.relais_ouverts)
    yield "Relais effectifs", proteges.part(matiere, relais.relais_effectifs)
    yield "Conflits apaisés", proteges.part(matiere, conflits.conflits_apaises)
    yield "Médiations ouvertes", proteges.evenements(matiere, conflits.mediations_ouvertes)
    sent, done = (
        matiere.chiffre(one).n for one in (veille.signalements, veille.signalements_verifies)
    )
    yield "Signalements", f"{sent} envoyés, {done} vérifiés réparés"
    yield "Délai de traitement", mediane(matiere.chiffre(delais.delai_traitement), "jours")


def echeances(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """6: kept n/n (000 l.71, l.82, l.148, l.166)."""
    kept = (
        instances.delai_quinze_jours,
        instances.trois_comites,
        instances.t0_releves,
        instances.comptes_rendus_remis,
        instances.mesures_n3_faites,
    )
    values = [(one, matiere.chiffre(one)) for one in kept]
    yield fiche(
        "Échéances tenues",
        [
            (one.label, f"{value.n} sur {value.sur}" if value.sur else "rien n'était dû")
            for one, value in values
        ],
    )
    dues = _dues(matiere)
    rows = [[one.nom, date_longue(one.terme), one.qui, _etat(one)] for one in dues]
    if rows:
        yield paragraphe(_kept(matiere, dues))
        yield tableau("Échéances de la période", ["Échéance", "Au plus tard", "Qui", "État"], rows)
    held = matiere.chiffre(instances.reunions_acteurs).n
    yield paragraphe(f"Réunions tenues par les comités {matiere.dite} : {held}.")


def _kept(matiere: MatierePeriode, dues: Sequence[LigneEcheance]) -> str:
    """« Tenues : 7 sur 9 », of all whose day is over; what was set aside is told apart."""
    over = [one for one in dues if one.limite < matiere.aujourdhui or one.fait_le]
    counted = [one for one in over if not one.pourquoi]
    aside = sum(bool(one.pourquoi) for one in dues)
    left = len(dues) - len(counted) - aside
    more = [
        *([f"{aside} sans objet"] if aside else []),
        *([pluriel(left, "reste à venir", "restent à venir")] if left else []),
    ]
    kept = sum(one.tenue for one in counted)
    said = f"Toutes les échéances de la période, tenues : {kept} sur {len(counted)}"
    return f"{said} ({', '.join(more)})." if more else f"{said}."


def _dues(matiere: MatierePeriode) -> list[LigneEcheance]:
    """Those whose last day was in the quarter, documents too; what was set aside among them."""
    debut, fin = matiere.cible.debut, matiere.cible.fin
    return [
        one
        for one in liste.toutes(matiere.work)
        if debut <= one.terme <= fin and not one.passe and one.regle not in VEILLES
    ]


def _etat(one: LigneEcheance) -> str:
    """« Tenue le 6 octobre 2026 », « En retard »: as it stands when the dossier is drawn."""
    if one.pourquoi:
        return f"Sans objet : {one.pourquoi}"
    if one.fait_le:
        late = "" if one.tenue else ", en retard"
        return f"Faite le {date_longue(one.fait_le)}{late}"
    return "Pas encore faite"


def complementarite(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """8: the Ville's own mediation, and whoever else said to be there (000 l.49, 002 l.26-30)."""
    hours = matiere.chiffre(acteurs.heures_acteurs)
    labels = matiere.labels("types_acteur")
    if hours.n:
        yield tableau(
            "Heures annoncées par les autres acteurs, dans ces quartiers",
            ["Acteur", "Heures annoncées"],
            [[labels.get(slug, slug), duree(n)] for slug, n in hours.par.items()],
        )
        yield note("Annoncées par eux dans la grille partagée : le carnet ne les vérifie pas.")
    else:
        yield manque("aucun autre acteur n'a annoncé de passage dans la grille partagée.")
    together = matiere.chiffre(acteurs.recouvrement_ville)
    empty = matiere.chiffre(acteurs.periodes_sans_personne)
    yield fiche(
        "Se compléter",
        [
            (acteurs.recouvrement_ville.label, part(acteurs.recouvrement_ville, together)),
            (acteurs.periodes_sans_personne.label, part(acteurs.periodes_sans_personne, empty)),
            (
                sollicitations.transmissions_ville.label,
                proteges.evenements(matiere, sollicitations.transmissions_ville),
            ),
        ],
    )
