"""How far a position is from where it should be."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_METRES: Final = 6_371_008.8


def metres(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Great-circle distance between two points in degrees (WGS 84), good to 0.5 %."""
    start, end = radians(latitude), radians(to_latitude)
    height = sin((end - start) / 2) ** 2
    width = sin(radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, height + cos(start) * cos(end) * width)))
