"""Figures put into the words of a document: hours, shares, medians, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM
from bot.words import duree, pluriel
from storage.indicateurs.contrat import (
    Indicateur,
    Mediane,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
    Unite,
)

RIEN = "–"
"""Of nothing, there is no share and no middle: that is not 0."""


def nombre(value: float) -> str:
    """« 3,5 », « 12 »: to a tenth."""
    return f"{round(value, 1):g}".replace(".", ",")


def compte(one: Indicateur[Nombre], value: Nombre) -> str:
    """« 12 », « 3 h 48 »."""
    return duree(value.n) if one.unite is Unite.MINUTES else str(value.n)


def en_mots(value: Repartition, labels: Mapping[str, str]) -> str:
    """« Propreté 4, Jeunesse 2 »; « » of none."""
    return ", ".join(f"{labels.get(slug, slug)} {n}" for slug, n in value.par.items())


def part(one: Indicateur[Proportion], value: Proportion) -> str:
    """« 62 % (31 h 10 sur 50 h 00) », « 3 sur 7 »: no percentage of so few (adr/0006)."""
    if not value.sur or value.pour_cent is None:
        return RIEN
    if one.unite is Unite.MINUTES:
        return f"{value.pour_cent:.0f} % ({duree(value.n)} sur {duree(value.sur)})"
    said = f"{value.n} sur {value.sur}"
    enough = value.sur >= POURCENTAGE_MINIMUM
    return f"{said}, soit {value.pour_cent:.0f} %" if enough else said


def mediane(value: Mediane, unite: str = "") -> str:
    """« 4 (de 2 à 5, n = 9) », « 3,5 jours (de 1 à 12, n = 4) »."""
    if value.milieu is None or value.bas is None or value.haut is None:
        return RIEN
    spread = f"de {nombre(value.bas)} à {nombre(value.haut)}, n = {value.n}"
    return f"{nombre(value.milieu)}{f' {unite}' if unite else ''} ({spread})"


def rythme(value: ParHeure) -> str:
    """« 4,2 par heure de présence »."""
    rate = value.par_heure
    return RIEN if rate is None else f"{nombre(rate)} par heure de présence"


def fois(n: int) -> str:
    return pluriel(n, "fois", "fois")
