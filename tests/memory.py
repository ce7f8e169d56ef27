"""Where tests keep what they throw away: in memory, where the system has room for it there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (memory, and open to all as any such folder)
ROOM = 1024**3


def keep_in_memory() -> None:
    """Every temporary file of this process and of those that it starts goes to memory.

    On a disk each commit waits for it, for what no test looks at: most of the suite's time.
    A server's own programs are put there too, hence no folder that forbids to run anything.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and _suits(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def _suits(folder: Path) -> bool:
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_run and shutil.disk_usage(folder).free > ROOM
