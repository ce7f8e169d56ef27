"""Numbers that people read to each other on the phone: V-0324, R-0012."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is read for something else on the phone: neither 0 nor O, neither 1 nor I."""
DRAWN: Final = 8
"""Characters of a number that is drawn: forty bits."""


class Lettre(StrEnum):
    """The only prefixes shown on screen."""

    SIGNALEMENT = "V"
    RELAIS = "R"
    MEDIATION = "M"
    DEMANDE = "D"
    PRECONISATION = "P"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A prefix and a number from 1; four digits at least when written."""

    lettre: Lettre
    numero: int

    def __str__(self) -> str:
        return f"{self.lettre}-{self.numero:04d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read « V-0324 », « v324 » or « V 324 »; raises ValueError for anything else."""
        match = re.fullmatch(r"\s*([VRMDP])[\s-]*([0-9]{1,9})\s*", text.upper())
        if not match or int(match[2]) == 0:
            raise ValueError(f"référence « {text} » illisible : écrivez V-0324")
        return cls(Lettre(match[1]), int(match[2]))


def drawn(octets: bytes) -> str:
    """« K7QX-3M2P », of five bytes or more that nobody can guess: it counts nothing."""
    number = int.from_bytes(octets, "big")
    found = "".join(ALPHABET[number >> 5 * rank & 31] for rank in range(DRAWN))
    return f"{found[:4]}-{found[4:]}"
