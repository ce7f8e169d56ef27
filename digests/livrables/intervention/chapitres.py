"""The chapters that documents on an intervention choose from, numbered as §4.3 numbers them."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre
from digests.livrables.blocs import rien
from digests.livrables.intervention import (
    bilan,
    choses,
    identite,
    personnes,
    presence,
    qualitatif,
)

CHAPITRES: Final = (
    Chapitre("1", "Fiche d'identité", identite.identite),
    Chapitre("2", "Éléments quantitatifs", rien),
    Chapitre("2.1", "Volume horaire sur le site", presence.volume),
    Chapitre("2.2", "Périodes", presence.periodes),
    Chapitre("2.3", "Rencontres", personnes.rencontrees),
    Chapitre("2.4", "Typologie des publics", personnes.publics),
    Chapitre("2.5", "Sollicitations", personnes.demandes),
    Chapitre("2.6", "Démarches, orientations et relais", personnes.suites),
    Chapitre("2.7", "Conflits et médiations", personnes.differends),
    Chapitre("2.8", "Veille technique", choses.veille_technique),
    Chapitre("2.9", "Actions collectives et partenaires", choses.collectif),
    Chapitre("2.10", "Part du temps de travail en rue", presence.part_en_rue),
    Chapitre("3", "Éléments qualitatifs", rien),
    Chapitre("3.1", "Rapport d'étonnement", qualitatif.etonnement),
    Chapitre("3.2", "Besoins", qualitatif.besoins, demande=bilan.BESOINS),
    Chapitre("3.3", "Bilan d'observation", qualitatif.observation),
    Chapitre("3.4", "Situations", qualitatif.situations, demande=bilan.SITUATIONS),
    Chapitre("3.5", "Préconisations", qualitatif.preconisations),
    Chapitre("4", "Objectifs", bilan.objectifs, demande=bilan.ATTEINTE),
    Chapitre("5", "Proposition", bilan.suite, demande=bilan.SUITE),
    Chapitre("6", "Avant, après", bilan.avant_apres),
    Chapitre("7", "Méthode et limites", bilan.methode),
)


def chosen(*numeros: str) -> tuple[Chapitre, ...]:
    """Those numbers, all that is under them and what they are under, in their order."""
    return tuple(one for one in CHAPITRES if any(_along(one.numero, numero) for numero in numeros))


def _along(one: str, other: str) -> bool:
    """Whether one of both numbers lies under the other, or is the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
