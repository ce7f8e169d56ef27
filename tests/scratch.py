"""A copy of the whole tree, in which a test does what somebody who adds something would do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers", "storage", "digests", "tests")
TYPES = ".mypy_cache"


@dataclass(frozen=True)
class Scratch:
    """The tree below `root`: whatever is run there reads its modules, never the house's own."""

    root: Path

    def lay(self, folder: Path, diffs: Iterable[Path]) -> None:
        """The files that lie under `folder`, then what `diffs` change in those that are there."""
        kept_out = shutil.ignore_patterns("__pycache__", "*.diff")
        shutil.copytree(folder, self.root, ignore=kept_out, dirs_exist_ok=True)
        for diff in diffs:
            self._do("git", "apply", str(diff))

    def run(self, *arguments: str) -> str:
        """`python …` in it; what it said, which is told when it fails."""
        return self._do(sys.executable, *arguments)

    def passed(self, *wanted: str) -> set[str]:
        """All those tests pass in it; their names, as `pytest -v` gives them."""
        options = ("-v", "--color=no", "-p", "no:cacheprovider", "-p", "no:randomly")
        said = self.run("-m", "pytest", *options, *wanted)
        return set(re.findall(r"^(\S+::.+?) PASSED", said, re.MULTILINE))

    def _do(self, *command: str) -> str:
        about = {"PYTHONPATH": str(self.root), "PYTHONSAFEPATH": "1"}
        # Git looks for no repository above the copy: a diff is told from the copy's own root.
        alone = {"GIT_CEILING_DIRECTORIES": str(self.root.parent)}
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, **about, **alone},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def copied(folder: Path) -> Scratch:
    """A copy in `folder`, with what was compiled and what mypy knows: nothing is done twice."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    if (ROOT / TYPES).is_dir():
        shutil.copytree(ROOT / TYPES, folder / TYPES)
    shutil.copy2(ROOT / "pyproject.toml", folder)
    return Scratch(folder)
