"""Processes under measure: started, waited for, pinned, weighed and stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import psutil

ROOT = Path(__file__).parents[2]
BOT_CORE, GROUND_CORE = 0, -1
"""The bot on the first core and Telegram's stand-in on the last: neither disturbs the other."""
BYTECODE = TemporaryDirectory(prefix="carnet-mesures-")
"""Modules compiled once for the whole bench, as an installed program has them."""
COMPILED = {"PYTHONPYCACHEPREFIX": BYTECODE.name, "PYTHONDONTWRITEBYTECODE": ""}


class Process:
    """A Python module at work in a process of its own; `line` is the first thing that it said."""

    def __init__(
        self, *words: str, core: int, environ: Mapping[str, str] | None = None, waits: bool = True
    ) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env={**os.environ, **COMPILED, **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._measured = psutil.Process(self._popen.pid)
        _pin(self._measured, core)
        self.line = _first_line(self._popen) if waits else ""

    def cpu_ms(self) -> float:
        """User and system time so far, every thread counted."""
        times = self._measured.cpu_times()
        return (times.user + times.system) * 1000

    def rss_mb(self) -> float:
        return float(self._measured.memory_info().rss) / 1e6

    def stop(self) -> None:
        """At once: what a base has not handled yet, it would handle before it parts."""
        self._popen.kill()
        self._popen.communicate()


@contextmanager
def running(
    *words: str, core: int, environ: Mapping[str, str] | None = None, waits: bool = True
) -> Iterator[Process]:
    """`python -m words…`, stopped in every case; with `waits`, once it said that it is ready."""
    process = Process(*words, core=core, environ=environ, waits=waits)
    try:
        yield process
    finally:
        process.stop()


def _first_line(popen: subprocess.Popen[str]) -> str:
    said: IO[str] | None = popen.stdout
    line = said.readline() if said else ""
    if not line:
        raise RuntimeError(f"process {popen.pid} ended before it was ready")
    return line.strip()


def _pin(process: psutil.Process, core: int) -> None:
    """On one core only, where the system knows how."""
    cores = range(os.cpu_count() or 1)
    if hasattr(process, "cpu_affinity"):
        process.cpu_affinity([cores[core]])
