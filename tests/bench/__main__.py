"""`python -m tests.bench [names]`: every measure, or those named, in one table."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Iterator

from tests.bench import (
    alertes,
    blocage,
    chiffres,
    comptes,
    debit,
    demarrage,
    digest,
    documents,
    ecrans,
    notes,
    reaction,
    saisies,
    tour,
)
from tests.bench.table import Echec, Line, table

MEASURES = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (
        debit,
        reaction,
        comptes,
        blocage,
        ecrans,
        digest,
        documents,
        chiffres,
        tour,
        demarrage,
        alertes,
        saisies,
        notes,
    )
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="mesure", help=", ".join(MEASURES))
    names = parser.parse_args().names
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.exit(f"mesures inconnues : {', '.join(unknown)} ; connues : {', '.join(MEASURES)}")
    began = time.monotonic()
    lines = [line for name in names or MEASURES for line in _measured(name)]
    print(table(lines))
    missed = sum(not line.met for line in lines)
    print(f"\n{missed} but(s) manqué(s) sur {len(lines)}, en {time.monotonic() - began:.0f} s.")
    # What else was running decides what the times are worth; the ratios suffer less.
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(
        f"Charge de la machine à la fin : {load:.1f} pour {cores} cœurs (1 environ est la nôtre)."
    )


def _measured(name: str) -> Iterator[Line]:
    """Its figures; when it fails, those that it had, and a line that says so."""
    print(f"… {name}", file=sys.stderr, flush=True)
    began = time.monotonic()
    try:
        yield from MEASURES[name]()
    except Exception as error:
        traceback.print_exc()
        yield Echec(f"Mesure « {name} »", f"{type(error).__name__} : {error}")
    print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
