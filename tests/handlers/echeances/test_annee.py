"""Declared virtual time: of one intervention, each person is told what is due, and no more."""

from __future__ import annotations

from datetime import date

from bot.clock import MovableClock
from storage.machine.db import Database
from tests.handlers.echeances.annee import (
    OUEST,
    TECHNIQUE,
    alone,
    holds,
    lives,
    sets_aside,
    there,
    ticks,
)
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def measures(team: Team) -> None:
    team.says(MEDIATRICE, "/grille_site")
    team.taps(MEDIATRICE, "📍 Site A", "0 ·", "1 ·", "2 ·", "3 ·", "4 ·")


def plans(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", TECHNIQUE)
    team.says(COORDINATION, "15/12")


def watches(_team: Team) -> None:
    """A day on which something is to be told."""


DEEDS = {
    date(2026, 10, 3): watches,
    date(2026, 10, 6): holds(OUEST, date(2026, 10, 6)),
    date(2026, 10, 8): measures,
    date(2026, 11, 3): holds(OUEST, date(2026, 11, 3)),
    date(2026, 11, 28): plans,
    date(2026, 12, 1): holds(OUEST, date(2026, 12, 1)),
    date(2026, 12, 5): sets_aside("Dossier trimestriel, 4e"),
    date(2026, 12, 15): holds(TECHNIQUE, date(2026, 12, 15)),
    date(2026, 12, 22): holds(OUEST, date(2026, 12, 22)),
    date(2027, 1, 5): watches,
    date(2027, 1, 20): ticks("Site A · Compte rendu"),
    date(2027, 2, 13): watches,
    date(2027, 3, 5): watches,
    date(2027, 3, 6): watches,
    date(2027, 3, 10): holds(TECHNIQUE, date(2027, 3, 10)),
    date(2027, 3, 11): watches,
    date(2027, 3, 15): sets_aside("Dossier trimestriel, 1er"),
    date(2027, 4, 5): ticks("Site A · Mesure d'impact"),
}


TOLD = [
    ("2026-10-03", COORDINATION, "Site A : le premier comité opérationnel doit se tenir au plus"),
    ("2026-11-28", COORDINATION, "Comité technique, à tenir au plus tard lundi 28 décembre"),
    (
        "2026-12-05",
        COORDINATION,
        "Site A : l'intervention se termine mardi 5 janvier. Il reste 31",
    ),
    ("2026-12-05", COORDINATION, "Dossier trimestriel, 4e trimestre 2026 : le brouillon est prêt"),
    ("2026-12-14", COORDINATION, "🏛 Comité technique : réunion mardi 15 décembre."),
    (
        "2026-12-21",
        COORDINATION,
        "Site A : l'intervention se termine mardi 5 janvier. Il reste 15",
    ),
    ("2027-01-04", COORDINATION, "Site A : Passants interrogés, T1 : 0 sur 20. C'est à faire"),
    (
        "2027-01-05",
        COORDINATION,
        "Site A : l'intervention se termine le 5 janvier 2027. Le compte",
    ),
    ("2027-01-05", MEDIATRICE, "📅 <b>Site A</b> : l'intervention se termine le 5 janvier 2027."),
    ("2027-01-20", COORDINATION, "Site A : le compte rendu final est attendu le 20 janvier 2027"),
    ("2027-02-13", COORDINATION, "Comité technique, à tenir au plus tard lundi 15 mars"),
    ("2027-03-05", COORDINATION, "Comité technique, à tenir au plus tard lundi 15 mars"),
    ("2027-03-06", COORDINATION, "Site A : la mesure d'impact est à faire le 5 avril 2027"),
    ("2027-03-11", COORDINATION, "Dossier trimestriel, 1er trimestre 2027, à tenir au plus tard"),
    ("2027-03-15", COORDINATION, "Échéances en retard :\n• Dossier trimestriel, 1er trimestre"),
    ("2027-03-22", COORDINATION, "Site A : aucune heure réservée pour la mesure N+3 (journée"),
    ("2027-04-05", COORDINATION, "Site A : la mesure d'impact, trois mois après la fin, est à"),
]
"""The comité was held on the eighth day: neither J+10, nor J+13, nor a red one. T0 was measured:
nothing of it. Three meetings in the quarter, then one in proportion: no alert of a short one."""


def test_from_the_decision_to_n_plus_3(sqlite_database: Database, clock: MovableClock) -> None:
    team = alone(sqlite_database, clock)
    there(team, date(2026, 10, 5), date(2027, 1, 5))
    tale = lives(team, DEEDS, date(2027, 4, 14))
    assert [(f"{day}", who) for day, who, _said in tale] == [(day, who) for day, who, _ in TOLD]
    for (day, _who, said), (_day, _to, words) in zip(tale, TOLD, strict=True):
        assert said.startswith(words), day
