"""What a tap asks of the disk and of the database at an evening's pace: counted, not timed."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bases import USERS, base
from tests.bench.ground import ground
from tests.bench.histoire import EVENING
from tests.bench.processes import Process
from tests.bench.reaction import FAR, SECONDS, SETTLING_SECONDS, WARM_UP, tapped
from tests.bench.rivals import carnet_of
from tests.bench.table import Figure

RATE = 50
TRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync,fdatasync", "-o")
PATIENCE = 5.0
LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the bot writes what it counts, and the system what it saw of the disk."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "counts.json"

    @property
    def trace(self) -> Path:
        return self.folder / "fsyncs"

    def read(self, bot: Process) -> dict[str, int]:
        """Everything until now. Raises TimeoutError."""
        self.file.unlink(missing_ok=True)
        bot.tell(signal.SIGUSR1)
        limit = time.monotonic() + PATIENCE
        while not self.file.exists():
            if time.monotonic() > limit:
                raise TimeoutError("le bot n'a pas dit ses comptes")
            time.sleep(LOOK_SECONDS)
        counts: dict[str, int] = json.loads(self.file.read_text(encoding="utf-8"))
        if self.trace.exists():
            counts["fsyncs"] = self.trace.read_text(encoding="utf-8").count("sync(")
        return counts


def measure() -> Iterator[Figure]:
    spent = _spent()
    transactions = spent["transactions"]
    fsyncs, how = transactions * _fsyncs_a_commit(), "(strace)"
    if not fsyncs:
        # With synchronous=FULL each commit of SQLite waits for the disk once.
        fsyncs, how = transactions, "(sans strace : un par transaction)"
    yield _figure("Attentes du disque (fsync)", fsyncs, 1.3, how)
    yield _figure("Transactions", transactions, 1.3)
    yield _figure("Instructions SQL", spent["statements"], 10)


def _figure(name: str, count: float, goal: float, how: str = "") -> Figure:
    return Figure(f"{name} par appui à {RATE}/s", count / RATE / SECONDS, "", goal, None, how)


def _fsyncs_a_commit() -> float:
    """Seen by the system in a run of its own, which it slows down; 0 where it cannot look."""
    if not shutil.which(TRACE[0]):
        return 0
    spent = _spent(traced=True)
    return spent["fsyncs"] / spent["transactions"]


def _spent(*, traced: bool = False) -> dict[str, int]:
    """What the taps of one burst asked for, those of the warm-up left out."""
    with (
        TemporaryDirectory(prefix="carnet-mesures-") as folder,
        ground(*FAR, at=EVENING) as place,
        base(0) as database,
    ):
        counts = Counts(Path(folder))
        place.crowd(USERS)
        under = (*TRACE, str(counts.trace)) if traced else ()
        with carnet_of(place, database, counts=counts.file, under=under) as bot:
            tapped(place, WARM_UP)
            before = counts.read(bot)
            tapped(place, RATE)
            time.sleep(SETTLING_SECONDS)
            after = counts.read(bot)
    return {key: after[key] - before[key] for key in before}
