"""The figures as they are read: value, base, ratio, goal, and whether it is met; or why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

SHORT = 90
"""So much of an error is told in the table; the rest is on the error output."""


class Line(Protocol):
    """A row of the table."""

    @property
    def met(self) -> bool: ...

    def cells(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `base` with their `unit`; the goal is on the ratio where `of_ratio`.

    `paired` is the ratio when it was measured round by round: a busy machine weighs on both alike.
    `over`: the base was cut off there, it needs more.
    """

    name: str
    value: float
    unit: str
    goal: float
    base: float | None = None
    base_name: str = ""
    at_least: bool = False
    of_ratio: bool = False
    paired: float | None = None
    over: bool = False

    @property
    def ratio(self) -> float | None:
        return self.paired or (self.value / self.base if self.base else None)

    @property
    def met(self) -> bool:
        measured = self.ratio if self.of_ratio and self.ratio is not None else self.value
        return measured >= self.goal if self.at_least else measured <= self.goal

    def cells(self) -> list[str]:
        sign = "≥" if self.at_least else "≤"
        return [
            self.name,
            _number(self.value, self.unit),
            self._base(),
            f"×{self.ratio:.2f}" if self.ratio is not None else "–",
            f"{sign} ×{self.goal:g}" if self.of_ratio else f"{sign} {self.goal:g} {self.unit}",
            "oui" if self.met else "NON",
        ]

    def _base(self) -> str:
        if self.base is None:
            return self.base_name or "–"
        return f"{'> ' * self.over}{_number(self.base, self.unit)} {self.base_name}".strip()


@dataclass(frozen=True, slots=True)
class Echec:
    """A measure that could not be made, and what stopped it: the others went on."""

    name: str
    why: str

    met = False

    def cells(self) -> list[str]:
        return [self.name, "échec", self.why[:SHORT], "–", "–", "NON"]


HEADINGS = ["Mesure", "Valeur", "Base", "Rapport", "But", "Tenu"]


def table(figures: Iterable[Line]) -> str:
    """A Markdown table, aligned for the eye."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return "\n".join(_line(row, widths) for row in ruled)


def p(values: Sequence[float], percent: int) -> float:
    """The value that `percent` in a hundred do not pass; infinite when there is none at all."""
    if not values:
        return float("inf")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return (
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        + " |"
    )


def _number(value: float, unit: str) -> str:
    shown = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{shown} {unit}"
