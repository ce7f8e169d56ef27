"""Ambiance: the median of each site and période with its n, twelve weeks, the fréquentation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.words import MANQUE, courbe, pluriel
from digests import words
from digests.contract import TRIMESTRE, Figures, Gravite, Groupe, Recueil, Section, Vue
from storage.indicateurs.contrat import Mediane
from storage.indicateurs.observations import (
    AMBIANCE_MINIMUM,
    ambiance_mediane,
    frequentation_mode,
)
from storage.indicateurs.releve import Releve

LEGENDE: Final = (
    f"Médiane des notes, de 1 (très tendue) à 5 (conviviale), à partir de {AMBIANCE_MINIMUM} (n). "
    f"Courbe : {TRIMESTRE} semaines ; « {MANQUE} » : trop peu de notes."
)
CLOSE: Final = 2
"""So many steps of fréquentation may be as many and still be told."""
TENDUE: Final = 2
"""A median of that or less is to be followed: « Tendue » on the scale of the file."""


def read(recueil: Recueil) -> Figures:
    """Nothing where no ambiance was noted for twelve weeks."""
    if not ambiance_mediane(recueil.trimestre).n:
        return {}
    tranches = recueil.programme.config.tranches()
    rows = [
        _row(recueil, groupe, [one.slug for one in tranches])
        for groupe in recueil.perimetre.groupes
    ]
    lows = [row["semaine"]["milieu"] for row in rows]
    tense = any(low is not None and low <= TENDUE for low in lows)
    return {
        "lieu": recueil.perimetre.lieu,
        "tranches": [one.label for one in tranches],
        "sites": [row for row in rows if any(row["n_par_semaine"])],
        "echelle": {str(one.valeur): one.label for one in recueil.programme.config.ambiance},
        "urgence": Gravite.A_SUIVRE if tense else Gravite.CALME,
    }


def _row(recueil: Recueil, groupe: Groupe, tranches: list[str]) -> Figures:
    here, past = (one.on(*groupe.lieux) for one in (recueil.releve.at(-1), recueil.trimestre))
    weeks = [ambiance_mediane(past.at(rang)) for rang in past.rangs]
    return {
        "site": groupe.label,
        "semaine": _told(ambiance_mediane(here)),
        "periodes": [_told(ambiance_mediane(here.during(tranche))) for tranche in tranches],
        "courbe": [_told(week)["milieu"] for week in weeks],
        "n_par_semaine": [week.n for week in weeks],
        "frequentation": _frequentation(here),
    }


def _told(found: Mediane) -> Figures:
    """No middle of too few notes (referentiel); how many there were is always said."""
    if found.n < AMBIANCE_MINIMUM:
        return {"milieu": None, "bas": None, "haut": None, "n": found.n}
    return {"milieu": found.milieu, "bas": found.bas, "haut": found.haut, "n": found.n}


def _frequentation(here: Releve) -> Figures:
    """The most noted of its steps, several when they are as many."""
    found = frequentation_mode(here)
    most = max(found.par.values(), default=0)
    labels = {one.slug: one.label for one in here.programme.config.frequentation}
    top = [labels.get(slug, slug) for slug, n in found.par.items() if n == most]
    return {"modes": top if found.n >= AMBIANCE_MINIMUM else [], "n": most, "sur": found.n}


def show(numbers: Figures) -> Vue:
    whole = any(row["semaine"]["n"] for row in numbers["sites"])
    when = numbers.get("periode")
    return {
        "entetes": [numbers.get("lieu", "Site"), *numbers["tranches"], words.entete(when)],
        "lignes": [_shown(row, numbers["echelle"]) for row in numbers["sites"]],
        "aucune": "" if whole else f"Aucune ambiance notée {words.cette(when)}.",
        "legende": LEGENDE,
    }


def _shown(row: Figures, scale: dict[str, str]) -> Vue:
    known = [value for value in row["courbe"] if value is not None]
    return {
        "site": row["site"],
        "cellules": [_cell(cell) for cell in row["periodes"]],
        "semaine": _cell(row["semaine"]),
        "mot": _word(row["semaine"], scale),
        "courbe": courbe(row["courbe"]) if known else "",
        "etendue": _spread(known),
        "frequentation": _busy(row["frequentation"]),
    }


def _spread(known: Sequence[float]) -> str:
    """« 12 semaines de 2 à 4 »."""
    if not known:
        return ""
    low, high = _n(min(known)), _n(max(known))
    return f"{TRIMESTRE} semaines " + (f"à {low}" if low == high else f"de {low} à {high}")


def _cell(cell: Figures) -> tuple[str, str]:
    """The median, and how many notes: (« 3 », « n = 5 »), (« – », « n = 2 »), (« – », « »)."""
    middle = "–" if cell["milieu"] is None else _n(cell["milieu"])
    return middle, f"n = {cell['n']}" if cell["n"] else ""


def _word(cell: Figures, scale: dict[str, str]) -> str:
    """« neutre, notes de 2 à 4 »."""
    if cell["milieu"] is None:
        return ""
    label = scale.get(_n(cell["milieu"]), "").lower()
    low, high = _n(cell["bas"]), _n(cell["haut"])
    notes = f"toutes les notes à {low}" if low == high else f"notes de {low} à {high}"
    return ", ".join(filter(None, [label, notes]))


def _busy(found: Figures) -> str:
    """« fréquentation forte (4 relevés sur 6) »; of three that are as many, none stands out."""
    modes, among = found["modes"], f"{pluriel(found['n'], 'relevé')} sur {found['sur']}"
    if not modes:
        return ""
    if len(modes) > CLOSE:
        return f"fréquentation partagée (n = {found['sur']})"
    each = ", autant l'une que l'autre" if len(modes) > 1 else ""
    return f"fréquentation {' ou '.join(label.lower() for label in modes)} ({among}{each})"


def _n(value: float) -> str:
    return str(int(value))


SECTION = Section(ordre=26, titre="Ambiance", figures=read, vue=show)
