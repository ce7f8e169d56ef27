"""Fiabilité: what no total counts, and definitions (003 l.765).

Days without an entry stay with the coordination (`handlers/qualite`, adr/0026).
"""

from __future__ import annotations

from typing import Final

from bot.domain.petits_effectifs import MEDIATEURS_MINIMUM, SEUIL
from bot.words import duree, pluriel
from digests.contract import Figures, Recueil, Section, Vue

DEFINITIONS: Final = (
    "Semaine : du lundi 0 h au lundi suivant 0 h, heure de Paris.",
    "Présence : temps du binôme sur le site, pauses déduites.",
    "Heures-médiateur, prévu et réalisé : publiés chaque semaine à partir de "
    f"{MEDIATEURS_MINIMUM} médiateurs sur chaque site ; sinon, sur douze semaines.",
    "Rencontre : un échange, même bref.",
    f"Typologie, par territoire : un public de moins de {SEUIL} rencontres n'est pas détaillé, "
    "ni ce qui permettrait de le déduire.",
    "Clos : réparation vérifiée sur place ; en retard : attendu d'un service au-delà du délai.",
    "Tendance : à partir de 10 (heures ou rencontres) et de 20 % d'écart.",
)


def read(recueil: Recueil) -> Figures:
    presences = recueil.presences
    return {
        "presences": presences.comptees,
        "en_cours": presences.attente.en_cours,
        "a_confirmer": presences.attente.a_confirmer,
        "minutes_a_confirmer": presences.minutes_a_confirmer,
    }


def show(numbers: Figures) -> Vue:
    lines = [f"{pluriel(numbers['presences'], 'présence comptée', 'présences comptées')}."]
    if numbers["a_confirmer"]:
        lines.append(
            f"Non comptées : {pluriel(numbers['a_confirmer'], 'présence')} à confirmer "
            f"({duree(numbers['minutes_a_confirmer'])})."
        )
    if numbers["en_cours"]:
        lines.append(f"Non comptées : {pluriel(numbers['en_cours'], 'présence')} encore en cours.")
    return {"lignes": lines, "definitions": list(DEFINITIONS)}


SECTION = Section(ordre=90, titre="Fiabilité", figures=read, vue=show)
