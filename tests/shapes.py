"""One text that a pattern accepts, whatever the pattern: for forging what a button carries."""

from __future__ import annotations

import re
from typing import Any


def fitting(pattern: str) -> str:
    """The shortest sort of text that `pattern` accepts whole. Raises ValueError for a construct
    that no button uses."""
    parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]
    found = _of(parsed)
    if not re.fullmatch(pattern, found):
        raise ValueError(f"« {found} » does not fit « {pattern} »")
    return found


def _of(parsed: Any) -> str:
    return "".join(_one(str(kind), value) for kind, value in parsed)


def _one(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "MAX_REPEAT":
        least, _most, inner = value
        times: int = max(int(least), 1)
        return _of(inner) * times
    if kind == "SUBPATTERN":
        return _of(value[-1])
    if kind == "BRANCH":
        return _of(value[1][0])
    if kind == "IN":
        return _member(*value[0])
    raise ValueError(f"{kind} in what a button carries")


def _member(kind: Any, value: Any) -> str:
    """One character of a set: a digit for `\\d`, the first of a range."""
    if str(kind) == "CATEGORY":
        return "1"
    first: int = value[0] if str(kind) == "RANGE" else value
    return chr(first)
