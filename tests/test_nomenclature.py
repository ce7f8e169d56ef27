"""The list of what the program is made of: all of it, as it is installed."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

from tests.nomenclature import LOCK, nomenclature


def test_every_library_of_the_lock_is_listed_with_its_fingerprints() -> None:
    listed = nomenclature()
    assert listed["bomFormat"] == "CycloneDX"
    parts = listed["components"]
    lines = LOCK.read_text("utf-8").splitlines()
    assert len(parts) == sum(not line.startswith(" ") for line in lines if line)
    assert all(one["hashes"] for one in parts)
    told = {one["name"]: one["version"] for one in parts}
    for name in ("aiohttp", "pillow", "sqlalchemy"):
        assert told[name] == version(name)


def test_known_flaws_that_are_not_looked_for_are_said_so() -> None:
    run = (Path(__file__).parents[1] / ".ci" / "run").read_text("utf-8")
    audit = run[run.index("if command -v osv-scanner") :]
    done = subprocess.run(
        ["/bin/bash", "-eu", "-c", audit],
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "NON VÉRIFIÉES" in done.stderr
    assert "pip-audit" in done.stderr
