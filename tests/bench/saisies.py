"""Typed messages read as people would: exact match by lot, what is false, then each field."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.domain.lecture.eclair import lire
from tests.bench.table import Figure
from tests.corpus import saisies

NAMES = {
    "comptes": "personnes comptées",
    "site": "site",
    "amb": "ambiance",
    "freq": "fréquentation",
    "pos": "usages",
    "mes": "mésusages",
    "cat": "chose abîmée",
    "lieu": "précision du lieu",
    "conf": "conflit",
    "h": "heure",
    "danger": "danger",
    "jour": "jour",
    "soll": "sollicitation",
    "fait": "réponse donnée",
    "vers": "partenaire",
    "demande": "ce qui doit être demandé",
}
LOTS = {
    "reglage": "120 premiers",
    "inedit": "40 suivants",
    "neuf": "20 suivants",
    "frais": "120 d'une autre main",
    "frais2": "80 d'une autre main, mal écrits",
    "frais3": "240 d'une troisième main",
    "frais4": "200 d'une quatrième main",
    "frais5": "200 d'une cinquième main",
    "frais6": "199 d'une sixième main",
    "frais7": "198 d'une septième main",
    "frais8": "199 d'une huitième main",
}
# What was read of each lot before it was looked at: the figure that holds in the street.
FIRST_TRY = {
    "reglage": 88.0, "inedit": 60.0, "neuf": 85.0, "frais": 55.8, "frais2": 45.0,
    "frais3": 71.2, "frais4": 78.0, "frais5": 81.5, "frais6": 75.9,
    "frais7": 89.5, "frais8": 89.5,
}  # fmt: skip


def measure() -> Iterator[Figure]:
    lexique = saisies.words()
    for lot, name in LOTS.items():
        known = saisies.corpus(lot)
        exact = 100 * saisies.exact(known, lexique)
        first = FIRST_TRY[lot]
        yield Figure(
            f"Saisies lues exactement, {name}",
            exact,
            "%",
            85,
            first,
            "(au premier essai)",
            at_least=True,
        )
        clean = 100 * saisies.harmless(known, lexique)
        yield Figure(f"Saisies sans rien de faux, {name}", clean, "%", 98, at_least=True)
    everything = saisies.corpus()
    for field, share in saisies.by_field(everything, lexique).items():
        yield Figure(f"Saisies : {NAMES[field]}", 100 * share, "%", 80, at_least=True)
    began = time.perf_counter()
    for one in everything:
        lire(one.message, lexique)
    took = (time.perf_counter() - began) / len(everything) * 1000
    yield Figure("Lecture d'une saisie", took, "ms", 1)
