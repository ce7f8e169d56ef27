"""The floors of the house, drawn from the contracts that `make lint` holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]


def contracts() -> list[dict[str, Any]]:
    """Every contract of import-linter, as pyproject.toml writes it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["tool"]["importlinter"]["contracts"]
    return found


def floors() -> list[list[str]]:
    """The packages of each floor, the highest first."""
    (layers,) = [one["layers"] for one in contracts() if one["type"] == "layers"]
    return [layer.split(" | ") for layer in layers]


def drawn() -> Iterator[str]:
    """The picture, and the contracts."""
    yield from _picture()
    yield ""
    yield from _contracts()


def redrawn(text: str, mark: str, lines: Iterable[str]) -> str:
    """`text` with those lines, as they must be, between « <!-- mark --> » and its end."""
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->\n"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    assert found, f"the marks « {mark} » are gone"
    return "".join((before, begin, *(f"{line}\n" for line in lines), end, after))


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
