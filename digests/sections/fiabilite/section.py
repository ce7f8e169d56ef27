"""Fiabilité: what no total counts, days without an entry, definitions (003 l.765)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.domain.petits_effectifs import SEUIL
from bot.words import duree, pluriel, weekday
from digests.contract import Figures, Recueil, Section, Vue

DEFINITIONS: Final = (
    "Semaine : du lundi 0 h au lundi suivant 0 h, heure de Paris.",
    "Présence : temps du binôme sur le site, pauses déduites.",
    "Heures-médiateur : le même temps, multiplié par le nombre de médiateurs présents.",
    "Rencontre : un échange, même bref.",
    f"Typologie, par territoire : un public de moins de {SEUIL} rencontres n'est pas détaillé, "
    "ni ce qui permettrait de le déduire.",
    "Clos : réparation vérifiée sur place ; en retard : attendu d'un service au-delà du délai.",
    "Tendance : à partir de 10 (heures ou rencontres) et de 20 % d'écart.",
)


def read(recueil: Recueil) -> Figures:
    presences = recueil.presences
    days = [recueil.semaine.lundi + timedelta(days=n) for n in range(7)]
    planned = {slot.jour for slot in recueil.creneaux}
    logged = zip(days, presences.par_jour, strict=True)
    missing = [day for day, n in logged if day in planned and not n]
    return {
        "presences": presences.comptees,
        "en_cours": presences.attente.en_cours,
        "a_confirmer": presences.attente.a_confirmer,
        "minutes_a_confirmer": presences.minutes_a_confirmer,
        "planning": bool(planned),
        "jours_sans_saisie": [day.isoformat() for day in missing],
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
    if numbers["planning"]:
        lines.append(_missing(numbers["jours_sans_saisie"]))
    return {"lignes": lines, "definitions": list(DEFINITIONS)}


def _missing(days: list[str]) -> str:
    if not days:
        return "Chaque jour prévu au planning a sa présence."
    dates = map(date.fromisoformat, days)
    names = (f"{weekday(day)} {day.day}" for day in dates)
    return f"Jours prévus au planning sans présence saisie : {', '.join(names)}."


SECTION = Section(ordre=90, titre="Fiabilité", figures=read, vue=show)
