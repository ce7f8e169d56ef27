"""Why a service does not mend it: the reasons offered, in its group and on its page alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.casework.libelles import label
from bot.casework.signalement.contenu import EnMain, reference
from bot.domain.refus import DOUBLON, IMPOSSIBLE, PERIMETRE
from bot.domain.vies.signalement import ActeSignalement
from storage import signalements
from storage.models import Signalement

DOUBLONS: Final = 4
"""How many others of the site are offered as the one that it repeats."""
RAISONS: Final = {
    PERIMETRE: "hors de notre périmètre",
    f"{IMPOSSIBLE}-acces": "impossible : pas d'accès",
    f"{IMPOSSIBLE}-technique": "impossible à réparer",
    f"{IMPOSSIBLE}-budget": "impossible : pas de budget",
    f"{IMPOSSIBLE}-travaux": "impossible avant des travaux",
}
"""Why nobody will mend it, by the word that a button and the history keep."""
MOTS: Final = (*RAISONS, rf"{DOUBLON}-[0-9]{{1,9}}")
"""All that a reason may be, as patterns."""


@dataclass(frozen=True, slots=True)
class Raison:
    """One reason: its word, how it is said, and the number of the signalement that it repeats."""

    mot: str
    libelle: str
    doublon_de: int | None = None

    def changes(self) -> dict[str, Any]:
        """What it makes of a deed: a duplicate is one for everybody, a refusal of one alone."""
        repeats = self.doublon_de is not None
        return {
            "acte": ActeSignalement.MARQUER_DOUBLON if repeats else ActeSignalement.REFUSER,
            "motif": self.libelle,
            "raison": DOUBLON if repeats else self.mot,
            "doublon_de": self.doublon_de,
        }


def raisons(en_main: EnMain) -> tuple[Raison, ...]:
    """Those offered now: the open signalements of its site that it may repeat come last."""
    known = tuple(Raison(mot, libelle) for mot, libelle in RAISONS.items())
    return (*known, *(_repeat(en_main, one) for one in _others(en_main, DOUBLONS)))


def raison(en_main: EnMain, mot: str) -> Raison | None:
    """The reason that bears that word; None for one that may not be given (any more).

    A signalement repeats neither itself nor one that is closed: its defect would be nobody's.
    """
    if mot in RAISONS:
        return Raison(mot, RAISONS[mot])
    if not re.fullmatch(MOTS[-1], mot):
        return None
    numero = int(mot.removeprefix(f"{DOUBLON}-"))
    found = [one for one in _others(en_main, None) if one.numero == numero]
    return _repeat(en_main, found[0]) if found else None


def _others(en_main: EnMain, limit: int | None) -> list[Signalement]:
    return signalements.open_beside(en_main.tx, en_main.signalement, limit)


def _repeat(en_main: EnMain, other: Signalement) -> Raison:
    """« doublon de V-0311, Éclairage »."""
    what = label(en_main.programme.config.categorie, other.categorie)
    return Raison(
        f"{DOUBLON}-{other.numero}", f"doublon de {reference(other)}, {what}", other.numero
    )
