"""Fiabilité: what no total counts, days without an entry, definitions (003 l.765)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS
from bot.domain.petits_effectifs import SEUIL
from bot.domain.semaine import Semaine
from bot.words import duree, pluriel, weekday
from digests.contract import Figures, Perimetre, Section, Vue
from digests.planning import planned_days
from storage import figures
from storage.figures import Bornes
from storage.machine.db import Tx
from storage.programme import Programme

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


def read(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    attente = figures.attente(tx, perimetre.ids, semaine.bornes())
    days = [semaine.lundi + timedelta(days=n) for n in range(7)]
    logged = figures.presences_by_day(tx, perimetre.ids, [_bounds(day) for day in days])
    planned = planned_days(tx, programme, perimetre, semaine)
    missing = [day for day, n in zip(days, logged, strict=True) if day in planned and not n]
    return {
        "presences": figures.counted(tx, perimetre.ids, semaine.bornes()),
        "en_cours": attente.en_cours,
        "a_confirmer": attente.a_confirmer,
        "minutes_a_confirmer": attente.minutes_a_confirmer,
        "planning": bool(planned),
        "jours_sans_saisie": [day.isoformat() for day in missing],
    }


def _bounds(day: date) -> Bornes:
    return _midnight(day), _midnight(day + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), PARIS)


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
