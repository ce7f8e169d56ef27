"""The life of a document that is due, as one table: drafted, reread, shown, validated (B02)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.domain.vies.vie import Arete, Vie


class StatutLivrable(StrEnum):
    BROUILLON = "brouillon"
    RELU = "relu"
    PRESENTE = "presente"
    VALIDE = "valide"
    REMPLACE = "remplace"


class ActeLivrable(StrEnum):
    RELIRE = "relire"
    MODIFIER = "modifier"
    PRESENTER = "presenter"
    VALIDER = "valider"
    REMPLACER = "remplacer"


S, A = StatutLivrable, ActeLivrable

ARETES: Final = (
    Arete(S.BROUILLON, A.MODIFIER, S.BROUILLON, "une section écrite ou corrigée"),
    Arete(S.BROUILLON, A.RELIRE, S.RELU, "la coordination l'a relu en entier"),
    Arete(S.RELU, A.MODIFIER, S.BROUILLON, "ce qui change après la relecture se relit"),
    Arete(S.RELU, A.PRESENTER, S.PRESENTE, "le comité l'a eu sous les yeux"),
    Arete(S.PRESENTE, A.MODIFIER, S.BROUILLON, "le comité a demandé autre chose"),
    Arete(S.PRESENTE, A.VALIDER, S.VALIDE, "le comité technique valide les bilans (000 l.59)"),
    Arete(S.VALIDE, A.REMPLACER, S.REMPLACE, "une version corrigée a été validée"),
)

RETOURS: Final = {
    A.RELIRE: "il n'était pas relu",
    A.PRESENTER: "il n'a pas été présenté",
    A.VALIDER: "il n'a pas été validé",
}
"""Why a step may be taken back: a tap too many."""

VIE_LIVRABLE: Final = Vie("le document", S.BROUILLON, ARETES, retours=RETOURS)

OUVERTS: Final = frozenset({S.BROUILLON, S.RELU, S.PRESENTE})
"""What may still change of it."""
FIGES: Final = frozenset({S.PRESENTE, S.VALIDE, S.REMPLACE})
"""Its figures moved for the last time as it was presented."""
