"""The figures of a place on one page, those that a quartier's dashboard holds (003 l.790, K07)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Livrable, livrables
from bot.words import duree
from digests import effectifs
from digests.livrables import proteges
from digests.livrables.blocs import courbe, fiche, grille, manque, note
from digests.livrables.intervention.qualitatif import ECHELLE
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN, mediane, nombre, part, rythme
from storage.dispositif import Dispositif
from storage.figures import Lieu
from storage.indicateurs import conflits, delais, observations, preconisations, relais, veille
from storage.indicateurs.observations import AMBIANCE_MINIMUM
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import rencontres, rencontres_par_heure, typologie
from storage.indicateurs.sollicitations import sollicitations
from storage.indicateurs.temps import heures_presence, repartition_periodes

PREMIERS = 3
"""Uses that a line of one page has room for."""
METHODE: Final = "Méthode et limites"
DITE_LA: Final = ("dossier_trimestriel", "bilan_annuel")
"""Whose method a single page sends its reader to: the first that the town makes."""


def methode(config: Dispositif) -> BlocLivrable:
    """What a single page says instead of its method (K14)."""
    found = _entier(config)
    numero = next(one.numero for one in found.chapitres if one.titre == METHODE)
    return note(f"Comment chaque chiffre est fait : {entier(config)}, partie {numero}.")


def entier(config: Dispositif) -> str:
    """« dossier trimestriel »: where what a page has no room for is told."""
    titre = _entier(config).titre
    return f"{titre[:1].lower()}{titre[1:]}"


def _entier(config: Dispositif) -> Livrable:
    retired = {one.slug for one in config.listes.get("documents", ()) if not one.actif}
    nom = next(one for one in DITE_LA if one.replace("_", "-") not in retired)
    return livrables()[nom]


def bord(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Twelve lines: presence, people, what they asked, what was mended, how the place is."""
    if not matiere.chiffre(heures_presence).n:
        yield manque("aucune présence confirmée.")
    rows = [*_presence(matiere), *_people(matiere), *_things(matiere), *_place(matiere)]
    yield fiche("Tableau de bord", rows)


def _presence(matiere: Matiere) -> Iterator[tuple[str, str]]:
    yield "Présence", duree(matiere.chiffre(heures_presence).n)
    done = matiere.chiffre(repartition_periodes).par
    said = (f"{matiere.tranches.get(slug, slug)} {duree(n)}" for slug, n in done.items())
    yield "Périodes", ", ".join(said) or RIEN


def _people(matiere: Matiere) -> Iterator[tuple[str, str]]:
    met, rate = matiere.chiffre(rencontres), matiere.chiffre(rencontres_par_heure)
    yield "Rencontres", f"{met.n}, {rythme(rate)}" if met.n else "0"
    known = effectifs.publics(matiere.config, {})
    labels = {slug: matiere.config.public(slug).label for slug in known.tous}
    yield "Publics", proteges.en_ligne(matiere, typologie, labels)
    yield "Sollicitations", proteges.evenements(matiere, sollicitations)
    opened = proteges.evenements(matiere, relais.relais_ouverts)
    kept = proteges.part(matiere, relais.relais_effectifs)
    yield "Relais", f"ouverts : {opened} ; effectifs : {kept}"
    calm = proteges.part(matiere, conflits.conflits_apaises)
    yield "Conflits apaisés", calm


def _things(matiere: Matiere) -> Iterator[tuple[str, str]]:
    sent, done = (
        matiere.chiffre(one).n for one in (veille.signalements, veille.signalements_verifies)
    )
    waiting = matiere.chiffre(veille.signalements_ouverts).n
    yield "Signalements", f"{sent} envoyés, {done} vérifiés réparés, {waiting} encore ouverts"
    yield "Délai de traitement", mediane(matiere.chiffre(delais.delai_traitement), "jours")
    asked = matiere.chiffre(preconisations.preconisations).n
    kept = part(
        preconisations.preconisations_suivies,
        matiere.chiffre(preconisations.preconisations_suivies),
    )
    yield "Préconisations", f"{asked} nouvelles ; suivies : {kept}"


def _place(matiere: Matiere) -> Iterator[tuple[str, str]]:
    yield "Ambiance, de 1 à 5", ambiance(matiere, matiere.releve)
    positive = matiere.chiffre(observations.usages_positifs_part)
    yield "Avec un usage positif", part(observations.usages_positifs_part, positive)
    yield "Mésusages les plus vus", _first(matiere)


def ambiance(matiere: Matiere, ici: Releve) -> str:
    """Its median with what it is made of; of fewer notes than three, none."""
    value = matiere.chiffre(observations.ambiance_mediane, ici)
    return mediane(value) if value.n >= AMBIANCE_MINIMUM else f"trop peu de notes (n = {value.n})"


def frequentation(matiere: Matiere, ici: Releve) -> str:
    """The level that was noted the most often, of how many notes."""
    busy = matiere.chiffre(observations.frequentation_mode, ici)
    levels = {one.slug: one.label for one in matiere.config.frequentation}
    often = next((levels.get(slug, slug) for slug in busy.par), RIEN)
    return f"{often} (n = {busy.n})" if busy.n else RIEN


def _first(matiere: Matiere) -> str:
    labels = matiere.labels("mesusages")
    found = list(matiere.chiffre(observations.mesusages).par.items())[:PREMIERS]
    return ", ".join(f"{labels.get(slug, slug)} {n}" for slug, n in found) or RIEN


def site_par_site(matiere: Matiere, most: int | None = None) -> Iterator[BlocLivrable]:
    """How each place is, then one drawing of all of them; those where something was noted."""
    here = [(lieu, matiere.releve.on(lieu)) for lieu in matiere.lieux]
    seen = [one for one in here if _noted(one[1])]
    if not seen:
        yield manque("aucune ambiance, aucune observation n'est notée.")
        return
    shown = seen[:most]
    yield grille(
        "Comment sont les sites",
        [
            "Site",
            "Ambiance, de 1 à 5",
            "Premier et dernier mois",
            "Usage positif",
            "Fréquentation",
        ],
        [_row(matiere, lieu, ici) for lieu, ici in shown],
    )
    points = [(lieu.label, _middle(ici)) for lieu, ici in shown]
    if any(value is not None for _, value in points):
        yield courbe("Ambiance médiane, site par site", points, ECHELLE, "de 1 à 5")


def _noted(ici: Releve) -> bool:
    positive = observations.usages_positifs_part(ici)
    return bool(positive.sur or observations.ambiance_mediane(ici).n)


def _row(matiere: Matiere, lieu: Lieu, ici: Releve) -> list[str]:
    positive = matiere.chiffre(observations.usages_positifs_part, ici)
    return [
        lieu.label,
        ambiance(matiere, ici),
        _ends(ici),
        part(observations.usages_positifs_part, positive),
        frequentation(matiere, ici),
    ]


def _ends(ici: Releve) -> str:
    """« 3 (n = 4), puis 4 (n = 5) »: whether the place is better, as far as it was noted."""
    months = [observations.ambiance_mediane(ici.at(rang)) for rang in ici.rangs]
    told = [one for one in months if one.n >= AMBIANCE_MINIMUM]
    if len(told) < 2:
        return "trop peu de notes"
    return ", puis ".join(
        f"{nombre(one.milieu)} (n = {one.n})"
        for one in (told[0], told[-1])
        if one.milieu is not None
    )


def _middle(ici: Releve) -> float | None:
    value = observations.ambiance_mediane(ici)
    return value.milieu if value.n >= AMBIANCE_MINIMUM else None
