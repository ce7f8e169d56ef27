"""The table that `make faults` prints, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.faults.checker import Found

HEAD = (
    "| Faute | Moteur | Cas | Perdu | Doublé | Inversé | Non dit |",
    "|---|---|---:|---:|---:|---:|---:|",
)


@dataclass(frozen=True)
class Line:
    """A fault on one engine: how many cases, and what was wrong in each column."""

    fault: str
    engine: str
    cases: int
    wrong: tuple[int, int, int, int]

    @property
    def clean(self) -> bool:
        return not any(self.wrong)


def line(engine: str, fault: str, cases: int, found: Found) -> Line:
    columns = (found.lost, found.doubled, found.inverted, found.untold)
    lost, doubled, inverted, untold = (len(column) for column in columns)
    return Line(fault, engine, cases, (lost, doubled, inverted, untold))


def table(lines: Sequence[Line], elsewhere: Sequence[tuple[str, str]]) -> str:
    """`elsewhere`: faults that are not played here, each with where, or why not."""
    return "\n".join((*HEAD, *_rows(lines), *_others(elsewhere)))


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    for one in lines:
        counts = " | ".join(str(number) for number in one.wrong)
        yield f"| {one.fault} | {one.engine} | {one.cases} | {counts} |"


def _others(elsewhere: Sequence[tuple[str, str]]) -> Iterator[str]:
    if elsewhere:
        yield ""
        yield from ("| Faute | Où elle est éprouvée |", "|---|---|")
        yield from (f"| {fault} | {where} |" for fault, where in elsewhere)
