"""A plan of places drawn from their positions; nobody is asked for its ground unless named."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asinh, atan, ceil, cos, degrees, floor, log2, pi, radians, sinh, tan
from typing import Final, TypeVar

from storage.dispositif import Dispositif

K = TypeVar("K", bound=Hashable)
Degres = tuple[float, float]
"""Latitude and longitude, WGS 84."""
LARGE: Final = 360
HAUT: Final = 240
MARGE: Final = 46
"""The drawing and its margin, in its own units: no place hides the scale, nor the North."""
METRES_PAR_DEGRE: Final = 111_320.0
SMALLEST: Final = 200.0
"""Metres that the drawing shows at least: a single place is not blown up."""
CORNERS: Final = ((0, 0), (LARGE, HAUT))
RULE: Final = 90.0
"""The longest that the scale may be, in units of the drawing."""
TUILE: Final = 180.0
"""The widest that a tile of the ground may be, in units of the drawing: a dozen cover it."""
TERRE: Final = 40_075_016.7
"""Metres around the equator, of which the only tile of level 0 is the map."""
FINEST: Final = 19
"""The last level of most servers of tiles."""


@dataclass(frozen=True, slots=True)
class Marque:
    """A place on the plan: a dot that bears its number, or a defect beside it (« »)."""

    x: float
    y: float
    rayon: float
    numero: str
    titre: str


@dataclass(frozen=True, slots=True)
class Fond:
    """The server of tiles of the file (`{z}`, `{x}`, `{y}`), and what it asks to be said."""

    adresse: str
    mention: str


@dataclass(frozen=True, slots=True)
class Tuile:
    """One picture of the ground, where it lies under the marks."""

    adresse: str
    x: float
    y: float
    large: float
    haut: float


@dataclass(frozen=True, slots=True)
class PlanDessine:
    """Marks, a scale (`regle` units long for `metres`), its ground where the file names one."""

    titre: str
    marques: tuple[Marque, ...]
    metres: int
    regle: float
    tuiles: tuple[Tuile, ...] = ()
    mention: str = ""


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

    def tuiles(self, fond: Fond) -> Iterator[Tuile]:
        """Those that cover the drawing, at the level where they are small enough for it."""
        whole = TERRE * cos(radians(self._middle[0])) * self.units
        level = min(FINEST, max(0, ceil(log2(whole / TUILE))))
        (west, north), (east, south) = (_tile(self._degrees(*one), level) for one in CORNERS)
        for column in range(west, east + 1):
            for row in range(north, south + 1):
                yield self._tuile(fond, level, column, row)

    def _tuile(self, fond: Fond, level: int, column: int, row: int) -> Tuile:
        x, y = self.at(_corner(level, column, row))
        right, bottom = self.at(_corner(level, column + 1, row + 1))
        known = {"{z}": level, "{x}": column, "{y}": row}
        address = fond.adresse
        for mark, number in known.items():
            address = address.replace(mark, str(number))
        return Tuile(address, x, y, round(right - x, 1), round(bottom - y, 1))

    def _degrees(self, x: float, y: float) -> Degres:
        """The place that is drawn there."""
        lat = self._middle[0] + (HAUT / 2 - y) / (METRES_PAR_DEGRE * self.units)
        return lat, self._middle[1] + (x - LARGE / 2) / (self._east * self.units)

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
    fond: Fond | None = None,
) -> PlanDessine | None:
    """`places` with (radius, number, words) each, then what stands `beside`; None without any."""
    if not places:
        return None
    seen = Projection([*places.values(), *(where for where, _words in beside)])
    dots = (_dot(seen.at(place), *weights[key]) for key, place in places.items())
    marks = (_dot(seen.at(where), 4, "", words) for where, words in beside)
    rule = round(seen.metres * seen.units, 1)
    ground = tuple(seen.tuiles(fond)) if fond else ()
    said = fond.mention if fond else ""
    return PlanDessine(titre, (*dots, *marks), seen.metres, rule, ground, said)


def fond(config: Dispositif) -> Fond | None:
    """The ground that the file names; none, and nobody else learns who looks."""
    rules = config.reglages
    return Fond(rules.tuiles, rules.tuiles_mention or "") if rules.tuiles else None


def _tile(place: Degres, level: int) -> tuple[int, int]:
    """Its column and row among the tiles of that level (Web Mercator)."""
    lat, lon = place
    n = 2**level
    row = (1 - asinh(tan(radians(lat))) / pi) / 2 * n
    return floor((lon + 180) / 360 * n), floor(row)


def _corner(level: int, column: int, row: int) -> Degres:
    """Its North-West corner."""
    n = 2**level
    return degrees(atan(sinh(pi * (1 - 2 * row / n)))), column / n * 360 - 180


def _dot(where: tuple[float, float], rayon: float, numero: str, titre: str) -> Marque:
    return Marque(*where, rayon, numero, titre)
