"""The dossier of a quarter, with 3 interventions then with 40: its time, and its memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bot.casework.livrable import ecrit
from bot.domain.trimestre import Trimestre
from bot.livrables import ContenuLivrable, livrables
from storage.dispositif import Dispositif
from storage.machine import migrate
from storage.machine.db import Database
from storage.work import Work
from tests.bench.table import Figure
from tests.digests.scene import Scene, open_scene, paris
from tests.grand import grand

FEW, MANY = 3, 40
BUTS: Final = {"lecture": ("lu", 300), "pdf": ("en PDF", 60), "docx": ("en DOCX", 300)}
TIMES_MORE: Final = MANY // FEW
"""A page for each intervention: it may take as much longer."""
QUARTER: Final = Trimestre(2026, 4)
READ: Final = "2026-12-28 09:00"
TIMES: Final = 5
DOSSIER, AUTRE = "dossier_trimestriel", "note_elus"


def measure() -> Iterator[Figure]:
    few, many = _apart(FEW), _apart(MANY)
    named = f"({FEW} interventions)"
    for what, (label, goal) in BUTS.items():
        yield Figure(f"Dossier trimestriel {label}, {FEW} interventions", few[what], "ms", goal)
        name = f"Dossier trimestriel {label}, {MANY} interventions"
        yield Figure(name, many[what], "ms", TIMES_MORE, few[what], named, of_ratio=True)
    name = f"Dossier trimestriel, mémoire de pointe, {MANY} interventions"
    yield Figure(name, many["memoire"], "Mo", 200, few["memoire"], named)


def _apart(interventions: int) -> dict[str, float]:
    """In a process of its own: what the memory of one took is not lent to the other."""
    command = [sys.executable, "-m", "tests.bench.documents", str(interventions)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measured(interventions: int) -> dict[str, float]:
    """Milliseconds, in the middle of a few times; megabytes above what the base itself took."""
    livrable = livrables()[DOSSIER]
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'carnet.db'}")
        migrate.upgrade(database)
        with database.transaction() as tx:
            scene = _autumn(open_scene(tx, _town(interventions)))
            work = Work(tx, scene.programme, paris(READ))
            cible = livrable.cible(work, QUARTER.label)
            made: list[ContenuLivrable] = []

            def read() -> None:
                made.append(ecrit.printed(work, None, ecrit.composed(work, livrable, cible)))

            before = _peak()
            found = {"lecture": _milliseconds(read)}
            other = livrables()[AUTRE]
            warm = ecrit.composed(work, other, other.cible(work, QUARTER.label))
            for suffix, write in livrable.formats.items():
                # What draws it is loaded; of this very document, it remembers nothing yet.
                write(warm)
                found[suffix] = _milliseconds(partial(write, made[-1]), 1)
        database.close()
    return found | {"memoire": _peak() - before}


def _town(interventions: int) -> Dispositif:
    config = grand(date(2026, 11, 23))
    return config.model_copy(update={"interventions": config.interventions[-interventions:]})


def _autumn(scene: Scene) -> Scene:
    """Each week of the quarter, an evening on each of its sites, and who was met."""
    for semaine in QUARTER.semaines:
        for rank, one in enumerate(scene.programme.config.interventions):
            day = semaine.lundi + timedelta(days=rank % 6)
            scene.presence(f"{day} 17:00", f"{day} 19:30", site=one.site)
            scene.rencontres(f"{day} 18:00", site=one.site, ados=4, adultes=7)
    return scene


def _milliseconds(deed: Callable[[], object], times: int = TIMES) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        found.append(time.perf_counter() - began)
    return median(found) * 1000


def _peak() -> float:
    """Megabytes, the most that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
