"""What the program is made of, as a CycloneDX list read from the lock.

`python -m tests.nomenclature FICHIER` writes it there; every library with its version and the
fingerprints that the installation checks.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "prod.txt"
LINE = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)
FINGERPRINT = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VERSION = re.compile(r"## (\d+\.\d+\.\d+)")


def components(lock: str) -> Iterator[dict[str, Any]]:
    """A library each, in the order of the lock."""
    found = list(LINE.finditer(lock))
    ends = [*(one.start() for one in found[1:]), len(lock)]
    for one, end in zip(found, ends, strict=True):
        purl = f"pkg:pypi/{one[1]}@{one[2]}"
        hashes = FINGERPRINT.findall(lock[one.end() : end])
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": one[1],
            "version": one[2],
            "purl": purl,
            "hashes": [{"alg": "SHA-256", "content": content} for content in hashes],
        }


def nomenclature() -> dict[str, Any]:
    """The whole list, in CycloneDX 1.6."""
    version = VERSION.search((ROOT / "CHANGELOG.md").read_text("utf-8"))
    own = {
        "type": "application",
        "name": "carnet-de-rue",
        "version": version[1] if version else "",
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": list(components(LOCK.read_text("utf-8"))),
    }


if __name__ == "__main__":
    written = json.dumps(nomenclature(), indent=1, ensure_ascii=False) + "\n"
    Path(sys.argv[1]).write_text(written, encoding="utf-8")
