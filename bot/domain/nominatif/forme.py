"""A shape by which a number or an address is found, and what settles whether it is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.domain.nominatif.passage import Nature

Patron = tuple[Nature, str, Callable[[str, str], bool]]
"""Its pattern, on folded text: the group « x » if it has one, else the whole, is what names. The
judge is given what was found, as it was typed, and the forty folded characters before it."""
VEHICULE: Final = (
    r"(?:immat\w*|plaque\w*|scooter|voiture|moto|mob|camionnette|berline|break|citadine|monospace|4x4|suv|quad|cyclo\w*|mobylette|vehicule|camion|utilitaire|fourgon\w*|"
    r"epave|ventouse|caravane|remorque|clio|golf|twingo|polo|megane|audi|bmw|mercedes|peugeot|"
    r"renault|citroen|fiat|ford|opel|seat|toyota|kangoo|trafic|r\d|\d0[1-9])"
)
"""What a plate is told of."""


def toujours(_found: str, _before: str) -> bool:
    return True


def vehicule(before: str) -> bool:
    """Whether what a plate hangs on was told just before."""
    return bool(re.search(rf"\b{VEHICULE}\b\W*(?:\w+\W*){{0,2}}$", before))
