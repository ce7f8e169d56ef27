"""4 · One page for each intervention: its six figures, its ambiance, what was seen (000 l.59)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable
from bot.words import date_longue, duree
from digests import effectifs
from digests.livrables import proteges
from digests.livrables.blocs import fiche, intertitre, liste, manque, note, saut
from digests.livrables.intervention.matiere import MatiereIntervention
from digests.livrables.intervention.qualitatif import ambiance, vus
from digests.livrables.mots import RIEN, rythme
from digests.livrables.trimestre.matiere import MatiereTrimestre
from storage.indicateurs import relais, sollicitations
from storage.indicateurs.rencontres import rencontres, rencontres_par_heure, typologie
from storage.indicateurs.temps import heures_presence, repartition_periodes

CONSTATS: Final = "pour chaque intervention, trois constats et une recommandation."


def pages(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    if not matiere.interventions:
        yield manque("aucune intervention n'a eu lieu ce trimestre.")
    for one in matiere.interventions:
        yield saut()
        if one.debut >= matiere.apres:
            yield intertitre(matiere.part(one).cible.nom)
            yield note(f"Elle commence le {date_longue(one.debut)}.")
        else:
            yield from page(matiere.part(one))


def page(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    yield intertitre(matiere.cible.nom)
    if objectifs := matiere.intervention.objectifs:
        yield liste(objectifs)
    yield fiche("Les six éléments quantitatifs", list(_six(matiere)))
    yield from ambiance(matiere)
    yield from vus(matiere)


def _six(matiere: MatiereIntervention) -> Iterator[tuple[str, str]]:
    """000 l.152-157, in their order."""
    yield "Volume horaire", duree(matiere.chiffre(heures_presence).n)
    done = matiere.chiffre(repartition_periodes).par
    said = (f"{matiere.tranches.get(slug, slug)} {duree(n)}" for slug, n in done.items())
    yield "Périodes", ", ".join(said) or RIEN
    met, rate = matiere.chiffre(rencontres), matiere.chiffre(rencontres_par_heure)
    yield "Rencontres", f"{met.n}, {rythme(rate)}" if met.n else "0"
    known = effectifs.publics(matiere.config, {})
    labels = {slug: matiere.config.public(slug).label for slug in known.tous}
    yield "Typologie", proteges.en_ligne(matiere, typologie, labels)
    asked = matiere.labels("sollicitations")
    yield "Sollicitations", proteges.en_ligne(matiere, sollicitations.sollicitations_type, asked)
    opened = proteges.evenements(matiere, relais.relais_ouverts)
    kept = proteges.part(matiere, relais.relais_effectifs)
    yield "Démarches", proteges.evenements(matiere, sollicitations.demarches)
    yield "Relais", f"ouverts : {opened} ; effectifs : {kept}"
