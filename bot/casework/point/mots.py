"""How a point is named: of a week by its number, of a month by its name."""

from __future__ import annotations

from typing import Final

from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.rendering import render_line
from bot.words import capitale, date_longue, day_of_month, mois_de, ordinal

VOYELLES: Final = "ao"
"""How months begin that take « d'»: avril, août, octobre."""


def la_periode(semaine: Semaine) -> str:
    """« semaine 47 », « novembre 2026 »."""
    if isinstance(semaine, Mois):
        return mois_de(semaine.numero, semaine.annee)
    return f"semaine {semaine.numero}"


def datee(semaine: Semaine) -> str:
    """« Semaine 46, jusqu'au 15 novembre 2026 », « Novembre 2026 »: in a list of several."""
    said = capitale(la_periode(semaine))
    if isinstance(semaine, Mois):
        return said
    return render_line("{{ dit }}, jusqu'au {{ le }}", dit=said, le=date_longue(semaine.dimanche))


def le_point(semaine: Semaine) -> str:
    """« point hebdo », « point mensuel »."""
    return "point mensuel" if isinstance(semaine, Mois) else "point hebdo"


def nomme(semaine: Semaine) -> str:
    """« Point hebdo de la semaine 47 », « Point mensuel d'octobre 2026 »."""
    when = la_periode(semaine)
    if not isinstance(semaine, Mois):
        return f"Point hebdo de la {when}"
    of = "d'" if when[0] in VOYELLES else "de "
    return f"Point mensuel {of}{when}"


def titre(semaine: Semaine) -> str:
    """« Point hebdo, semaine 47, du 16 au 22 novembre »."""
    first, last = semaine.lundi, semaine.dimanche
    start = ordinal(first) if first.month == last.month else day_of_month(first)
    name = le_point(semaine).capitalize()
    return f"{name}, {la_periode(semaine)}, du {start} au {day_of_month(last)}"
