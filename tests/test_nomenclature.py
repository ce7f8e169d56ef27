"""The list of what the program is made of: all of it, as it is installed."""

from __future__ import annotations

from importlib.metadata import version

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
