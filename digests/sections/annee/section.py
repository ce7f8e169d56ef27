"""L'année: its seasons of three months beside each other, in the point mensuel alone (D05)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.mois import Mois
from bot.words import MONTHS, compte, duree, pluriel
from digests.contract import Figures, Recueil, Section, Vue
from storage.figures import opening
from storage.indicateurs.annee import courbe_presence, courbe_rencontres, jours_vacances
from storage.indicateurs.releve import of_weeks

MOIS: Final = 12
SAISON: Final = 3
"""Months of a season, the last of which ends with the month that is told."""


def read(recueil: Recueil) -> Figures:
    """Nothing in a week, nor before two seasons are over: one alone is compared to nothing."""
    months = _months(recueil)
    if not months:
        return {}
    seasons = [months[rank : rank + SAISON] for rank in range(0, len(months), SAISON)]
    return {
        "semaines": sum(len(one.semaines) for one in months),
        "saisons": {str(rank): _season(recueil, three) for rank, three in enumerate(seasons)},
    }


def _months(recueil: Recueil) -> list[Mois]:
    """Those of every season that is told, oldest first."""
    mois = recueil.semaine
    if not isinstance(mois, Mois):
        return []
    months = _lived(recueil, [mois.shifted(rang + 1 - MOIS) for rang in range(MOIS)])
    return months if len(months) >= 2 * SAISON else []


def _lived(recueil: Recueil, months: list[Mois]) -> list[Mois]:
    """Whole seasons since the carnet began: a half of one would read as a hole."""
    opened = opening(recueil.tx, recueil.programme.id)
    since = [one for one in months if opened and Mois.of(opened) <= one]
    return since[len(since) % SAISON :]


def _season(recueil: Recueil, months: Sequence[Mois]) -> Figures:
    """Minutes, encounters, days of school holidays."""
    lieux = recueil.perimetre.lieux
    three = of_weeks(recueil.tx, recueil.programme, lieux, months, recueil.lues)
    return {
        "mois": [one.numero for one in months],
        "minutes": courbe_presence(three).n,
        "rencontres": courbe_rencontres(three).n,
        "vacances": jours_vacances(three).n,
    }


def show(numbers: Figures) -> Vue:
    seasons, weeks = list(numbers["saisons"].values()), numbers["semaines"]
    whole = sum(one["minutes"] for one in seasons)
    return {
        "phrase": "La présence se lit en moyenne, toutes saisons réunies : "
        f"{duree(round(whole / weeks))} par semaine, sur {pluriel(weeks, 'semaine')}.",
        "entetes": ["Saison", "Présence", "Rencontres", "Vacances scolaires"],
        "lignes": [
            {
                "saison": f"{MONTHS[one['mois'][0] - 1]} à {MONTHS[one['mois'][-1] - 1]}",
                "cellules": [
                    duree(one["minutes"]),
                    compte(one["rencontres"]),
                    pluriel(one["vacances"], "jour") if one["vacances"] else "–",
                ],
            }
            for one in seasons
        ],
    }


SECTION = Section(ordre=56, titre="L'année et ses saisons", figures=read, vue=show)
