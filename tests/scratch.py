"""A copy of the whole tree, in which a test does what somebody who adds something would do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers", "storage", "digests", "tests")


@dataclass(frozen=True)
class Scratch:
    """The tree below `root`: whatever is run there reads its modules, never the house's own."""

    root: Path

    def add(self, path: str, text: str) -> None:
        """One more file, in folders made as needed."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip(), encoding="utf-8")

    def run(self, *arguments: str) -> None:
        """`python …` in it; what it said is told when it fails."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONSAFEPATH": "1"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def check(self, *wanted: str) -> None:
        """Those tests pass in it."""
        self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *wanted)


def copied(folder: Path) -> Scratch:
    """A copy in `folder`, what was compiled with it: nothing is compiled twice."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "pyproject.toml", folder)
    return Scratch(folder)
