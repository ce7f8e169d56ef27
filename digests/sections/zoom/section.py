"""Zoom: a theme week by week, in the point mensuel alone (§4.2): the file's, or what moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.casework.point import zooms
from bot.domain.mois import Mois
from bot.words import duree
from digests.contract import Figures, Recueil, Section, Vue
from digests.tendance import ECART_MINIMUM, N_MINIMUM
from storage.dispositif.reglages import Zoom
from storage.indicateurs.contrat import Indicateur, Mediane, Nombre, Proportion
from storage.indicateurs.observations import AMBIANCE_MINIMUM, ambiance_mediane, mesusages_part
from storage.indicateurs.releve import Releve, of_weeks
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence

HEURE: Final = 60
COLONNES: Final = 3
"""Sites that a zoom shows beside their whole: those of the largest month."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a zoom may be about: its figure, and how many of its units weigh as one."""

    figure: Indicateur[Any]
    poids: int = 1


THEMES: Final[dict[Zoom, Theme]] = {
    "presence": Theme(heures_presence, HEURE),
    "rencontres": Theme(rencontres),
    "ambiance": Theme(ambiance_mediane),
    "mesusages": Theme(mesusages_part),
}


def read(recueil: Recueil) -> Figures:
    """Rows by site and the whole, a cell for each week of the month; nothing in a week."""
    mois = recueil.semaine
    if not isinstance(mois, Mois):
        return {}
    asked = zooms.chosen(recueil.tx, recueil.programme, mois)
    slug = asked or _moved_most(recueil)
    weeks = of_weeks(recueil.tx, recueil.programme, recueil.perimetre.lieux, mois.semaines)
    figure = THEMES[slug].figure
    rows = [
        {"site": one.label, "cases": _cells(figure, weeks.on(*one.lieux))}
        for one in recueil.perimetre.groupes
    ]
    return {
        "lieu": recueil.perimetre.lieu,
        "theme": slug,
        "choisi": slug == asked,
        "semaines": [week.numero for week in mois.semaines],
        "sites": [row for row in rows if any(n for _, n in row["cases"])],
        "total": _cells(figure, weeks),
    }


def _cells(figure: Indicateur[Any], weeks: Releve) -> list[list[float | int | None]]:
    """[value, n] of each week, then of all of them."""
    each = [weeks.at(rang) for rang in weeks.rangs]
    return [_value(figure(one)) for one in (*each, weeks)]


def _value(found: Any) -> list[float | int | None]:
    match found:
        case Nombre(n):
            return [n, n]
        case Proportion(n, sur):
            return [n, sur]
        case Mediane(milieu, _, _, n):
            return [milieu if n >= AMBIANCE_MINIMUM else None, n]
    raise TypeError(f"no zoom shows {found!r}")


def _moved_most(recueil: Recueil) -> Zoom:
    """The theme furthest from its months before, both large enough; else the first (§4.2)."""
    gaps = {slug: _gap(theme, recueil.releve) for slug, theme in THEMES.items()}
    return max(gaps, key=gaps.__getitem__)


def _gap(theme: Theme, releve: Releve) -> float:
    """By how much of its mean the month left those before it; 0 where too few say it."""
    values = (_value(theme.figure(releve.at(rang))) for rang in releve.rangs)
    *before, now = ((value or 0.0, n or 0) for value, n in values)
    past = [one for one in before if one[1]]
    if not past or min(n for _, n in (*past, now)) < N_MINIMUM * theme.poids:
        return 0.0
    mean = sum(value for value, _ in past) / len(past)
    gap = abs(now[0] - mean) / mean if mean else 0.0
    return gap if gap >= ECART_MINIMUM else 0.0


SAYS: Final[dict[str, Callable[[Any, Any], str]]] = {
    "presence": lambda value, _n: duree(value),
    "rencontres": lambda value, _n: str(value),
    "ambiance": lambda value, n: f"{value:g} (n = {n})",
    "mesusages": lambda value, n: f"{value} sur {n}",
}


def show(numbers: Figures) -> Vue:
    """A row for each week, a column for each of a few sites: a telephone is narrow."""
    says, first = SAYS[numbers["theme"]], _first(numbers["sites"])
    whole = [{"site": "Ensemble", "cases": numbers["total"]}]
    columns = [*first, *(whole if len(numbers["sites"]) > 1 else [])]
    why = "choisi par la coordination" if numbers["choisi"] else "ce qui a le plus changé"
    rows = [*(f"sem. {n}" for n in numbers["semaines"]), "Mois"]
    return {
        "phrase": f"Semaine par semaine, {zooms.LABELS[numbers['theme']]} : {why}.",
        "suite": _left(numbers, len(first)),
        "entetes": ["Semaine", *(one["site"] for one in columns)],
        "lignes": [
            {
                "site": label,
                "somme": rang == len(numbers["semaines"]),
                "cellules": [_said(says, *one["cases"][rang]) for one in columns],
            }
            for rang, label in enumerate(rows)
        ]
        if columns
        else [],
    }


def _first(sites: list[Figures]) -> list[Figures]:
    """Those of the largest month, in the order of the file."""
    largest = sorted(sites, key=lambda one: -one["cases"][-1][1])[:COLONNES]
    return [one for one in sites if one in largest]


def _left(numbers: Figures, shown: int) -> str:
    """« 3 des 8 sites y sont ; « Ensemble » les compte tous. »"""
    every, places = len(numbers["sites"]), numbers.get("lieu", "Site").lower()
    if every == shown:
        return ""
    return f"{shown} des {every} {places}s y sont, les plus suivis ; « Ensemble » les compte tous."


def _said(says: Callable[[Any, Any], str], value: Any, n: Any) -> str:
    return says(value, n) if n and value is not None else "–"


SECTION = Section(ordre=9, titre="Zoom", figures=read, vue=show, lit=2)
