"""Who reads which dashboard, how deep, and over which days (requirements §4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.interventions import DAY, add_months
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre

VIE: Final = timedelta(days=90)
"""How long a link to the dashboards opens them; it runs from the sending of its letter."""
CARTE_OUVERTE: Final = timedelta(hours=1)
"""How long the restricted map stays open once its reading was written down."""


class Audience(StrEnum):
    """For whom a link was made: ELUS reads by quartier, COMPTE by site but nothing restricted."""

    COORDINATION = "coordination"
    TECHNIQUE = "technique"
    COMPTE = "compte"
    OPERATIONNEL = "operationnel"
    ELUS = "elus"
    BAILLEUR = "bailleur"
    COMMANDITAIRE = "commanditaire"


class Difficultes(StrEnum):
    """How much of the places where professionals meet difficulties (003 l.421, M04)."""

    RIEN = "rien"
    FREQUENCE = "frequence"
    TOUT = "tout"


@dataclass(frozen=True, slots=True)
class Regard:
    """What one kind of reader sees: its line of the diffusion matrix.

    sites: site by site, else by quartier. un_par_un: open signalements where they are, else how
    many. exact: the team itself, from which nothing is hidden.
    """

    sites: bool
    un_par_un: bool
    exact: bool
    difficultes: Difficultes = Difficultes.RIEN


REGARDS: Final[Mapping[Audience, Regard]] = {
    Audience.COORDINATION: Regard(
        sites=True, un_par_un=True, exact=True, difficultes=Difficultes.TOUT
    ),
    Audience.TECHNIQUE: Regard(
        sites=True, un_par_un=False, exact=False, difficultes=Difficultes.FREQUENCE
    ),
    Audience.COMPTE: Regard(sites=True, un_par_un=False, exact=False),
    Audience.COMMANDITAIRE: Regard(sites=True, un_par_un=False, exact=False),
    Audience.OPERATIONNEL: Regard(sites=True, un_par_un=True, exact=False),
    Audience.ELUS: Regard(sites=False, un_par_un=False, exact=False),
    Audience.BAILLEUR: Regard(sites=True, un_par_un=True, exact=False),
}


class Recul(StrEnum):
    """How far back a dashboard looks: always to the last Sunday, as the letters do."""

    MOIS = "4s"
    SAISON = "12s"
    TRIMESTRE = "trimestre"
    FINI = "fini"
    AN = "an"
    DEBUT = "debut"


LABELS: Final[Mapping[Recul, str]] = {
    Recul.MOIS: "4 semaines",
    Recul.SAISON: "12 semaines",
    Recul.TRIMESTRE: "Ce trimestre",
    Recul.FINI: "Dernier trimestre fini",
    Recul.AN: "Un an",
    Recul.DEBUT: "Depuis le début",
}
_WEEK: Final = timedelta(days=7)
WEEKS_MAX: Final = 60
"""Beyond so many weeks, a series is told by month."""


@dataclass(frozen=True, slots=True)
class Intervalle:
    """Periods that follow each other: each begins on one of `jours`, the last only ends them."""

    jours: tuple[date, ...]
    par_mois: bool = False

    @property
    def debut(self) -> date:
        return self.jours[0]

    @property
    def dernier(self) -> date:
        """The last day inside."""
        return self.jours[-1] - timedelta(days=1)


def intervalle(recul: Recul, today: date, depuis: date) -> Intervalle:
    """The days of that dashboard; `depuis` is the first day of the carnet."""
    after = today - timedelta(days=today.weekday())
    quarter = trimestre(recul, today)
    if recul is Recul.FINI:
        return entre(quarter.debut, quarter.fin + DAY)
    first = {
        Recul.MOIS: after - 4 * _WEEK,
        Recul.SAISON: after - 12 * _WEEK,
        Recul.TRIMESTRE: quarter.debut,
        Recul.AN: after - 52 * _WEEK,
        Recul.DEBUT: min(depuis, after - _WEEK),
    }
    return entre(first[recul], after)


def trimestre(recul: Recul, today: date) -> Trimestre:
    """The quarter of the last week that is over, when it is asked for; else the last one done."""
    monday = today - timedelta(days=today.weekday())
    current = Trimestre.of(Semaine.around(monday).shifted(-1))
    if recul is Recul.FINI and current.fin >= monday:
        return current.before()
    return current


def entre(first: date, after: date) -> Intervalle:
    """By week from Monday to Monday, or by month when there are too many; the ends may be short.

    after: the first day that is not in it, later than `first`.
    """
    monday = first - timedelta(days=first.weekday())
    inside = [monday + rank * _WEEK for rank in range(1, (after - monday).days // 7 + 1)]
    by_month = len(inside) > WEEKS_MAX
    if by_month:
        month = first.replace(day=1)
        inside = [add_months(month, rank) for rank in range(1, (after - month).days // 28 + 1)]
    return Intervalle((first, *(day for day in inside if day < after), after), by_month)
