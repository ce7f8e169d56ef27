"""Processes under measure: started, waited for, pinned, weighed and stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

import psutil

ROOT = Path(__file__).parents[2]
BOT_CORE, GROUND_CORE = 0, -1
"""The bot on the first core and Telegram's stand-in on the last: neither disturbs the other."""
REST_SECONDS, REST_CPU_MS, REST_PATIENCE = 2.0, 60.0, 120.0
"""At rest: so long with no more processor time than that, clocks and polls included."""
BYTECODE = TemporaryDirectory(prefix="carnet-mesures-")
"""Modules compiled once for the whole bench, as an installed program has them."""
COMPILED = {"PYTHONPYCACHEPREFIX": BYTECODE.name, "PYTHONDONTWRITEBYTECODE": ""}


class Process:
    """A Python module at work in a process of its own; `line` is the first thing that it said.

    `under` is the tool that looks at it, itself started first.
    """

    def __init__(
        self,
        *words: str,
        core: int,
        environ: Mapping[str, str] | None = None,
        waits: bool = True,
        under: Sequence[str] = (),
    ) -> None:
        self._errors = TemporaryFile()  # noqa: SIM115 - `stop` closes it
        self._popen = subprocess.Popen(
            [*under, sys.executable, "-m", *words],
            cwd=ROOT,
            env={**os.environ, **COMPILED, **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._measured = psutil.Process(self._popen.pid)
        _pin(self._measured, core)
        self.line = self._first_line() if waits else ""

    def cpu_ms(self) -> float:
        """User and system time so far, every thread counted."""
        times = self._measured.cpu_times()
        return (times.user + times.system) * 1000

    def come_to_rest(self) -> None:
        """Wait until it does next to nothing: what it readies at leisure is then ready."""
        spent, until = self.cpu_ms(), time.monotonic() + REST_PATIENCE
        while time.monotonic() < until:
            time.sleep(REST_SECONDS)
            before, spent = spent, self.cpu_ms()
            if spent - before <= REST_CPU_MS:
                return
        raise TimeoutError(f"toujours au travail après {REST_PATIENCE:.0f} s")

    def tell(self, signum: int) -> None:
        """Send a signal to it, or to what it looks at."""
        process = next(iter(self._measured.children()), self._measured)
        process.send_signal(signum)

    def rss_mb(self) -> float:
        return float(self._measured.memory_info().rss) / 1e6

    def stop(self) -> None:
        """At once: what a base has not handled yet, it would handle before it parts."""
        for child in self._measured.children(recursive=True):
            child.kill()
        self._popen.kill()
        self._popen.communicate()
        self._errors.close()

    def _first_line(self) -> str:
        said: IO[str] | None = self._popen.stdout
        line = said.readline() if said else ""
        if not line:
            self._errors.seek(0)
            *_, why = self._errors.read().decode(errors="replace").splitlines() or [""]
            raise RuntimeError(f"fini avant d'être prêt : {why}")
        return line.strip()


@contextmanager
def running(
    *words: str,
    core: int,
    environ: Mapping[str, str] | None = None,
    waits: bool = True,
    under: Sequence[str] = (),
) -> Iterator[Process]:
    """`python -m words…`, stopped in every case; with `waits`, once it said that it is ready."""
    process = Process(*words, core=core, environ=environ, waits=waits, under=under)
    try:
        yield process
    finally:
        process.stop()


def _pin(process: psutil.Process, core: int) -> None:
    """On one core only, where the system knows how."""
    cores = range(os.cpu_count() or 1)
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity([cores[core]])
