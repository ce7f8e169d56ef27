"""The life of a point, weekly or monthly, as one table: drafted, reread, frozen, gone (§4.2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.domain.vies.vie import Arete, Vie


class StatutPoint(StrEnum):
    BROUILLON = "brouillon"
    RELU = "relu"
    FIGE = "fige"
    PRET = "pret"
    PARTI = "parti"
    GARDE = "garde"
    RATTRAPE = "rattrape"
    CLASSE = "classe"


class ActePoint(StrEnum):
    VALIDER = "valider"
    MODIFIER = "modifier"
    RECOMPOSER = "recomposer"
    FIGER = "figer"
    PARTIR = "partir"
    GARDER = "garder"
    ENVOYER = "envoyer"
    CLASSER = "classer"


S, A = StatutPoint, ActePoint

ARETES: Final = (
    Arete(S.BROUILLON, A.VALIDER, S.RELU, "la coordination l'a lu avant les comités"),
    Arete(S.BROUILLON, A.MODIFIER, S.BROUILLON, "une phrase de plus, ou de moins"),
    Arete(S.BROUILLON, A.RECOMPOSER, S.BROUILLON, "un autre zoom : d'autres chiffres"),
    Arete(S.BROUILLON, A.FIGER, S.FIGE, "les chiffres ne bougent plus, validé ou non"),
    Arete(S.BROUILLON, A.GARDER, S.GARDE, "une panne a duré trop longtemps"),
    Arete(S.RELU, A.MODIFIER, S.BROUILLON, "ce qui change après la relecture se relit"),
    Arete(S.RELU, A.RECOMPOSER, S.BROUILLON, "d'autres chiffres se relisent"),
    Arete(S.RELU, A.FIGER, S.PRET, "les chiffres ne bougent plus"),
    Arete(S.RELU, A.GARDER, S.GARDE, "une panne a duré trop longtemps"),
    Arete(S.FIGE, A.VALIDER, S.PRET, "relu entre les chiffres figés et le départ"),
    Arete(S.FIGE, A.MODIFIER, S.FIGE, "une phrase écrite sur les chiffres figés"),
    Arete(S.FIGE, A.PARTIR, S.PARTI, "l'heure du dernier comité est passée"),
    Arete(S.FIGE, A.GARDER, S.GARDE, "une panne a duré trop longtemps"),
    Arete(S.PRET, A.MODIFIER, S.FIGE, "ce qui change après la relecture se relit"),
    Arete(S.PRET, A.PARTIR, S.PARTI, "l'heure du dernier comité est passée"),
    Arete(S.PRET, A.GARDER, S.GARDE, "une panne a duré trop longtemps"),
    Arete(S.GARDE, A.ENVOYER, S.RATTRAPE, "la coordination l'envoie malgré le retard"),
    Arete(S.GARDE, A.CLASSER, S.CLASSE, "la coordination le garde sans l'envoyer"),
    Arete(S.RATTRAPE, A.PARTIR, S.PARTI, "chaque comité l'a reçu"),
)

RETOURS: Final = {
    A.VALIDER: "il n'était pas prêt",
    A.CLASSER: "il doit partir tout de même",
}
"""Why a decision may be taken back; what has left stays so."""

VIE_POINT: Final = Vie("le point", S.BROUILLON, ARETES, retours=RETOURS)

A_FIGER: Final = frozenset({S.BROUILLON, S.RELU})
"""Its figures still move."""
EN_ATTENTE: Final = A_FIGER | {S.FIGE, S.PRET}
"""It has not left, and its hour is still to come."""
RELUS: Final = frozenset({S.RELU, S.PRET})
"""The coordination let its own words leave."""
