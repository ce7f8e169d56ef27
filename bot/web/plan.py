"""A plan of places drawn from their positions alone: no server of tiles ever learns who looks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
Degres = tuple[float, float]
"""Latitude and longitude, WGS 84."""
LARGE: Final = 360
HAUT: Final = 240
MARGE: Final = 24
"""The drawing and its margin, in its own units."""
METRES_PAR_DEGRE: Final = 111_320.0
SMALLEST: Final = 200.0
"""Metres that the drawing shows at least: a single place is not blown up."""
RULE: Final = 90.0
"""The longest that the scale may be, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Marque:
    """A place on the plan: a dot that bears its number, or a defect beside it (« »)."""

    x: float
    y: float
    rayon: float
    numero: str
    titre: str


@dataclass(frozen=True, slots=True)
class PlanDessine:
    """Marks, and a scale: `regle` units long for `metres`."""

    titre: str
    marques: tuple[Marque, ...]
    metres: int
    regle: float


class Projection:
    """From degrees to the drawing, North up, as wide as the places ask."""

    def __init__(self, places: Sequence[Degres]) -> None:
        lats, lons = [one[0] for one in places], [one[1] for one in places]
        self._middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
        self._east = METRES_PAR_DEGRE * cos(radians(self._middle[0]))
        width = max((max(lons) - min(lons)) * self._east, SMALLEST)
        height = max((max(lats) - min(lats)) * METRES_PAR_DEGRE, SMALLEST)
        self.units = min((LARGE - 2 * MARGE) / width, (HAUT - 2 * MARGE) / height)
        """Of the drawing, in a metre."""

    def at(self, place: Degres) -> tuple[float, float]:
        """Where that place is."""
        lat, lon = place
        x = LARGE / 2 + (lon - self._middle[1]) * self._east * self.units
        y = HAUT / 2 - (lat - self._middle[0]) * METRES_PAR_DEGRE * self.units
        return round(x, 1), round(y, 1)

    @property
    def metres(self) -> int:
        """A round length that the scale shows: 50, 100, 200, 500…"""
        steps = (step * 10**power for power in range(1, 6) for step in (1, 2, 5))
        fitting = [step for step in steps if step * self.units <= RULE]
        return fitting[-1] if fitting else 10


def plan(
    titre: str,
    places: Mapping[K, Degres],
    weights: Mapping[K, tuple[float, str, str]],
    beside: Sequence[tuple[Degres, str]] = (),
) -> PlanDessine | None:
    """`places` with (radius, number, words) each, then what stands `beside`; None without any."""
    if not places:
        return None
    seen = Projection([*places.values(), *(where for where, _words in beside)])
    dots = (_dot(seen.at(place), *weights[key]) for key, place in places.items())
    marks = (_dot(seen.at(where), 4, "", words) for where, words in beside)
    return PlanDessine(titre, (*dots, *marks), seen.metres, round(seen.metres * seen.units, 1))


def _dot(where: tuple[float, float], rayon: float, numero: str, titre: str) -> Marque:
    return Marque(*where, rayon, numero, titre)
