"""`python -m tests.bench [names]`: every measure, or those named, in one table."""

from __future__ import annotations

import os
import sys
import time

from tests.bench import alertes, debit, demarrage, digest, reaction, saisies, tour
from tests.bench.table import Figure, table

MEASURES = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (debit, reaction, tour, demarrage, alertes, digest, saisies)
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.exit(f"mesures inconnues : {', '.join(unknown)} ; connues : {', '.join(MEASURES)}")
    figures: list[Figure] = []
    began = time.monotonic()
    for name in names or MEASURES:
        print(f"… {name}", file=sys.stderr, flush=True)
        figures += MEASURES[name]()
    print(table(figures))
    missed = sum(not figure.met for figure in figures)
    print(f"\n{missed} but(s) manqué(s) sur {len(figures)}, en {time.monotonic() - began:.0f} s.")
    # What else was running decides what the times are worth; the ratios suffer less.
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(
        f"Charge de la machine à la fin : {load:.1f} pour {cores} cœurs (1 environ est la nôtre)."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
