"""A week beside the four before it: said only when both are large enough, and seasons alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal

from bot.clock import PARIS
from bot.domain.mois import Mois, periode
from bot.domain.periodes import VACANCES, Calendrier, reperes_at
from bot.domain.semaine import Semaine

RECUL: Final = 4
N_MINIMUM: Final = 10
ECART_MINIMUM: Final = 0.20
SAMEDI: Final = 5

Evolution = Literal["hausse", "baisse", "stable", "insuffisant"]
Saison = Literal["classe", "vacances", "mixte", "inconnue"]

_FLECHES: Final[dict[Evolution, str]] = {"hausse": "↗", "baisse": "↘", "stable": "→"}


def before(semaine: Semaine) -> tuple[Semaine, ...]:
    """The weeks to which `semaine` is compared, the nearest first; of a month, months."""
    return tuple(semaine.shifted(-n) for n in range(1, RECUL + 1))


def compare(
    n: float, precedents: Sequence[float] | None, durees: Sequence[int] = ()
) -> dict[str, Any]:
    """`n` beside the mean of `precedents` (None: not enough weeks were logged).

    n counts encounters, or hours. An arrow needs both at 10 or more and 20 % apart (§4.2). durees:
    in weeks, of each of them and of n: months of four and of five are compared as if as long.
    """
    if not precedents:
        return {"moyenne": None, "sens": "insuffisant"}
    *before, now = durees or [1] * (len(precedents) + 1)
    alike = [value * now / weeks for value, weeks in zip(precedents, before, strict=True)]
    mean = sum(alike) / len(alike)
    return {"moyenne": mean, "sens": _sens(n, mean)}


def _sens(n: float, mean: float) -> Evolution:
    if min(n, mean) < N_MINIMUM:
        return "insuffisant"
    # Rounded first: 12 against 10 is 20 % more, whatever binary fractions say.
    gap = round((n - mean) / mean, 6)
    if abs(gap) < ECART_MINIMUM:
        return "stable"
    return "hausse" if gap > 0 else "baisse"


def sentence(sens: Evolution, mean: str | None, label: str | None = None) -> str:
    """« ↗ en hausse (moyenne des 4 semaines précédentes : 18). »; label: « 2026-11 »."""
    months = label is not None and isinstance(periode(label), Mois)
    several, those = ("mois", "précédents") if months else ("semaines", "précédentes")
    if mean is None:
        return f"Moins de {RECUL} {several} de recul : pas encore de comparaison."
    alike = ", à durée égale" if months else ""
    against = f"moyenne des {RECUL} {several} {those}{alike} : {mean}"
    if sens == "insuffisant":
        return f"{against.capitalize()} ; trop peu de données pour une tendance."
    word = {"hausse": "en hausse", "baisse": "en baisse", "stable": "stable"}[sens]
    return f"{_FLECHES[sens]} {word} ({against})."


def season_remark(semaine: Semaine, calendrier: Calendrier) -> str | None:
    """What must be said before a holiday week is compared with a school week (000 l.142)."""
    here = nature(semaine, calendrier)
    others = [nature(week, calendrier) for week in before(semaine)]
    if "inconnue" in (here, *others):
        return "Vacances scolaires inconnues pour ces dates : comparez avec prudence."
    months = isinstance(semaine, Mois)
    if here != "classe":
        this = "Mois" if months else "Semaine"
        return f"{this} {_HERE[here]} : comparez avec prudence."
    holidays = sum(1 for week_nature in others if week_nature != "classe")
    if not holidays:
        return None
    weeks = "comptait" if holidays == 1 else "comptaient"
    before_it = "mois précédents" if months else "semaines précédentes"
    return (
        f"Sur les {RECUL} {before_it}, {holidays} {weeks} des vacances scolaires : "
        "comparez avec prudence."
    )


_HERE: Final[dict[Saison, str]] = {
    "vacances": "de vacances scolaires",
    "mixte": "en partie de vacances scolaires",
}


def nature(semaine: Semaine, calendrier: Calendrier) -> Saison:
    """Whether school was on from Monday to Friday, all along."""
    if calendrier.vacances_connues and semaine.dimanche > calendrier.vacances_connues:
        return "inconnue"
    span = range((semaine.dimanche - semaine.lundi).days)
    days = [semaine.lundi + timedelta(days=n) for n in span]
    noons = [datetime.combine(day, time(12), PARIS) for day in days if day.weekday() < SAMEDI]
    off = sum(1 for noon in noons if VACANCES in reperes_at(noon, calendrier))
    return "classe" if off == 0 else "vacances" if off == len(noons) else "mixte"
