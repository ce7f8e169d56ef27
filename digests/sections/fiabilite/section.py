"""Fiabilité: what no total counts, and the days of which nothing is known (003 l.765).

Which planned days had no entry stays with the coordination (`handlers/qualite`, adr/0026).
"""

from __future__ import annotations

from typing import Final

from bot.domain.petits_effectifs import MEDIATEURS_MINIMUM, SEUIL
from bot.words import duree, pluriel
from digests.contract import Figures, Recueil, Section, Vue
from storage.indicateurs import fiabilite
from storage.indicateurs.prevu import jours_sans_presence

# Behind the link of a letter; on paper and in a preview, which have none, they are said.
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
    week = recueil.releve.at(-1)
    etats = fiabilite.presences_etats(week).par
    return {
        "presences": etats.get(fiabilite.COMPTEE, 0),
        "en_cours": etats.get(fiabilite.EN_COURS, 0),
        "a_confirmer": etats.get(fiabilite.A_CONFIRMER, 0),
        "minutes_a_confirmer": fiabilite.minutes_a_confirmer(week).n,
        "jours": _days(recueil),
    }


def _days(recueil: Recueil) -> list[int] | None:
    """[without a presence, all of them]; nothing while it would measure one binôme (adr/0026)."""
    if not recueil.parle_des_mediateurs:
        return None
    days = jours_sans_presence(recueil.releve.at(-1))
    return [days.n, days.sur]


def show(numbers: Figures) -> Vue:
    counted = pluriel(numbers["presences"], "présence comptée", "présences comptées")
    lines = [f"{counted}." if numbers["presences"] else "Aucune présence comptée."]
    if numbers["a_confirmer"]:
        lines.append(
            f"Non comptées : {pluriel(numbers['a_confirmer'], 'présence')} à confirmer "
            f"({duree(numbers['minutes_a_confirmer'])})."
        )
    if numbers["en_cours"]:
        lines.append(f"Non comptées : {pluriel(numbers['en_cours'], 'présence')} encore en cours.")
    if numbers.get("jours"):
        without, whole = numbers["jours"]
        lines.append(f"Jours sans présence notée : {without} sur {whole}.")
    return {"lignes": lines, "definitions": list(DEFINITIONS)}


SECTION = Section(ordre=90, titre="Fiabilité", figures=read, vue=show)
