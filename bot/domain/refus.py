"""Why a service did not mend something: its answer, as one of the few reasons that are counted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.domain.vies.signalement import ActeSignalement

DOUBLON: Final = "doublon"
PERIMETRE: Final = "perimetre"
IMPOSSIBLE: Final = "impossible"
"""Words that a button and the history keep; the last one begins several (`impossible-acces`)."""


class RaisonRefus(StrEnum):
    """By which a refusal is counted; in the order in which they are told."""

    RESSORT = "refus-ressort"
    PERIMETRE = "refus-perimetre"
    DOUBLON = "refus-doublon"
    IMPOSSIBLE = "refus-impossible"
    NON_DITE = "refus-raison-non-dite"


LIBELLES: Final[Mapping[str, str]] = {
    RaisonRefus.RESSORT: "Pas de leur ressort",
    RaisonRefus.PERIMETRE: "Hors de leur périmètre",
    RaisonRefus.DOUBLON: "Doublon",
    RaisonRefus.IMPOSSIBLE: "Impossible",
    RaisonRefus.NON_DITE: "Raison non dite",
}
_HANDED: Final = {
    ActeSignalement.REORIENTER: RaisonRefus.RESSORT,
    ActeSignalement.MARQUER_DOUBLON: RaisonRefus.DOUBLON,
}
"""Refusals when a service does them: anybody else hands on, or sees one thing reported twice."""
_DITES: Final = {DOUBLON: RaisonRefus.DOUBLON, PERIMETRE: RaisonRefus.PERIMETRE}


def raison_refus(acte: str, raison: str | None, *, par_service: bool) -> RaisonRefus | None:
    """Of one deed; None when it refuses nothing. raison: its word, None before it was asked."""
    if acte == ActeSignalement.REFUSER:
        word = raison or ""
        impossible = word.partition("-")[0] == IMPOSSIBLE
        return RaisonRefus.IMPOSSIBLE if impossible else _DITES.get(word, RaisonRefus.NON_DITE)
    return _HANDED.get(ActeSignalement(acte)) if par_service else None


REFUS: Final = frozenset({ActeSignalement.REFUSER, *_HANDED})
"""Deeds that may be one."""
