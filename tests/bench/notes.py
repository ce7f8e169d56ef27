"""A typed note read for what names somebody: how long, how much is found, how much wrongly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

import psutil

from bot.domain.nominatif import passages
from tests.bench.table import Figure
from tests.corpus import notes

LOTS: Final = {
    "reglage": "réglées",
    "inedit": "mises de côté",
    "frais": "d'une autre main",
    "nombres": "de nombres mal tapés",
    "surnoms4": "de surnoms et d'initiales",
    "etats3": "de ce qui se dit d'un état",
    "nombres4": "de nombres, dernier lot",
}
# What was measured of each lot before anything was changed after it: precision, recall.
FIRST_TRY: Final = {
    "inedit": (96.6, 97.7),
    "frais": (98.2, 90.0),
    "nombres": (97.3, 78.8),
    "etats": (98.4, 82.2),
    "surnoms4": (96.6, 93.3),
    "etats3": (100.0, 91.7),
    "nombres4": (100.0, 100.0),
}


def measure() -> Iterator[Figure]:
    process = psutil.Process()
    before = process.memory_info().rss
    everything = notes.corpus()
    for one in everything:
        passages(one.texte)
    grown = (process.memory_info().rss - before) / 1e6
    began = time.perf_counter()
    for one in everything:
        passages(one.texte)
    took = (time.perf_counter() - began) / len(everything) * 1000
    yield Figure("Une note relue", took, "ms", 5)
    yield Figure("Mémoire des listes de noms et de mots", grown, "Mo", 40)
    for lot, name in LOTS.items():
        found = notes.measured(notes.corpus(lot))
        first = FIRST_TRY.get(lot, (None, None))
        for what, share, once in zip(
            ("précision", "rappel"), (found.precision, found.rappel), first, strict=True
        ):
            yield Figure(
                f"Notes {name}, {what}",
                100 * share,
                "%",
                90,
                once,
                "(au premier essai)" if once else "",
                at_least=True,
            )
