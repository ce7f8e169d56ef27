"""The floors of the house, drawn from the contracts that `make lint` holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
BEGIN, END = "<!-- étages -->", "<!-- /étages -->"
SHOWN: Final = re.compile(rf"{BEGIN}\n.*?{END}\n", re.DOTALL)


def contracts() -> list[dict[str, Any]]:
    """Every contract of import-linter, as pyproject.toml writes it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["tool"]["importlinter"]["contracts"]
    return found


def floors() -> list[list[str]]:
    """The packages of each floor, the highest first."""
    (layers,) = [one["layers"] for one in contracts() if one["type"] == "layers"]
    return [layer.split(" | ") for layer in layers]


def drawn() -> str:
    """The picture and the contracts, between their marks."""
    return "\n".join((BEGIN, *_picture(), "", *_contracts(), END, ""))


def _picture() -> Iterator[str]:
    known = floors()
    yield "```mermaid"
    yield "flowchart TD"
    for rank, rooms in enumerate(known):
        yield f'    e{rank}["{"<br>".join(rooms)}"]'
    yield "    " + " --> ".join(f"e{rank}" for rank in range(len(known)))
    yield "```"


def _contracts() -> Iterator[str]:
    yield "| Contrat | Qui | N'importe jamais |"
    yield "|---|---|---|"
    for one in contracts():
        if one["type"] == "layers":
            yield f"| {one['name']} | chaque étage | un étage plus haut, ni son voisin d'étage |"
        else:
            who, never = (_code(one[key]) for key in ("source_modules", "forbidden_modules"))
            yield f"| {one['name']} | {who} | {never}{_but(one)} |"


def _but(contract: dict[str, Any]) -> str:
    allowed = contract.get("ignore_imports", ())
    return f" (sauf {_code(allowed)})" if allowed else ""


def _code(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
