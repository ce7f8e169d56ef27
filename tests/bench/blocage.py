"""The longest that one unit of work keeps everybody waiting, on an evening ten years on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from storage.machine.holds import Hold
from tests.bench.bases import BINOMES, base
from tests.bench.ground import ground
from tests.bench.histoire import EVENING
from tests.bench.processes import BOT_CORE, Process
from tests.bench.table import Figure

OLD = 10
WORST = 5


def measure() -> Iterator[Figure]:
    holds = _evening()
    by_cpu = max(holds, key=lambda hold: hold.cpu)
    by_clock = max(holds, key=lambda hold: hold.seconds)
    _say_worst(holds)
    name = "Plus long blocage du fil de la base"
    yield Figure(f"{name}, processeur", 1000 * by_cpu.cpu, "ms", 20, None, f"({by_cpu.name})")
    yield Figure(f"{name}, horloge", 1000 * by_clock.seconds, "ms", 50, None, f"({by_clock.name})")


def _evening() -> list[Hold]:
    with ground(at=EVENING) as place, base(OLD) as database:
        url = database.url.render_as_string()
        process = Process("tests.bench.veillee", place.url, url, str(BINOMES), core=BOT_CORE)
        try:
            return [Hold(**one) for one in json.loads(process.line)]
        finally:
            process.stop()


def _say_worst(holds: list[Hold]) -> None:
    """Beside the table: what to mend first. Each unit of work is told by its worst time."""
    worst: dict[str, Hold] = {}
    for hold in sorted(holds, key=lambda hold: hold.cpu):
        worst[hold.name] = hold
    print(f"  {len(holds)} unités de travail ; les plus longues :", file=sys.stderr)
    for hold in sorted(worst.values(), key=lambda hold: -hold.cpu)[:WORST]:
        cpu, clock = 1000 * hold.cpu, 1000 * hold.seconds
        line = f"  {cpu:8.1f} ms de processeur, {clock:8.1f} d'horloge  {hold.name}"
        print(line, file=sys.stderr, flush=True)
