"""The life of a préconisation as one table: who may answer what, and from where (000 l.164)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.domain.vies.vie import Arete, Vie


class StatutPreconisation(StrEnum):
    BROUILLON = "brouillon"
    PROPOSEE = "proposee"
    A_L_ETUDE = "a-l-etude"
    RETENUE = "retenue"
    RETENUE_EN_PARTIE = "retenue-en-partie"
    REALISEE = "realisee"
    ECARTEE = "ecartee"


class ActePreconisation(StrEnum):
    PROPOSER = "proposer"
    ETUDIER = "etudier"
    RETENIR = "retenir"
    RETENIR_EN_PARTIE = "retenir_partie"
    REALISER = "realiser"
    ECARTER = "ecarter"


S, A = StatutPreconisation, ActePreconisation

# Any answer is the coordination's, a comité's, or the service's (requirements CPV-5, H06).
ARETES: Final = (
    Arete(S.BROUILLON, A.PROPOSER, S.PROPOSEE, "le binôme la donne à la coordination"),
    Arete(S.PROPOSEE, A.ETUDIER, S.A_L_ETUDE, "elle est examinée avant d'être tranchée"),
    Arete(S.PROPOSEE, A.RETENIR, S.RETENUE, "retenue d'emblée"),
    Arete(S.PROPOSEE, A.RETENIR_EN_PARTIE, S.RETENUE_EN_PARTIE, "une partie retenue d'emblée"),
    Arete(S.PROPOSEE, A.ECARTER, S.ECARTEE, "écartée d'emblée, en disant pourquoi"),
    Arete(S.A_L_ETUDE, A.RETENIR, S.RETENUE, "l'étude conclut pour"),
    Arete(S.A_L_ETUDE, A.RETENIR_EN_PARTIE, S.RETENUE_EN_PARTIE, "l'étude en garde une partie"),
    Arete(S.A_L_ETUDE, A.ECARTER, S.ECARTEE, "l'étude conclut contre"),
    Arete(S.RETENUE_EN_PARTIE, A.RETENIR, S.RETENUE, "le reste a suivi"),
    Arete(S.RETENUE_EN_PARTIE, A.REALISER, S.REALISEE, "ce qui en était retenu est fait"),
    Arete(S.RETENUE_EN_PARTIE, A.ECARTER, S.ECARTEE, "même cette partie s'avère impossible"),
    Arete(S.RETENUE, A.REALISER, S.REALISEE, "elle est faite"),
    Arete(S.RETENUE, A.ECARTER, S.ECARTEE, "retenue, elle s'avère impossible"),
)

RETOURS: Final = {
    A.ETUDIER: "elle n'est pas encore examinée",
    A.RETENIR: "elle n'est pas retenue",
    A.RETENIR_EN_PARTIE: "elle n'est pas retenue, même en partie",
    A.REALISER: "elle n'est pas encore faite",
    A.ECARTER: "elle n'est pas écartée",
}
"""Why each answer may be taken back."""
CORRIGEABLE: Final = timedelta(hours=24)
"""A service takes its own answer back within that time."""

VIE_PRECONISATION: Final = Vie("la préconisation", S.BROUILLON, ARETES, retours=RETOURS)

OPEN: Final = frozenset(edge.depuis for edge in ARETES) - {S.BROUILLON}
"""States that still wait for an answer."""
UNDECIDED: Final = frozenset({S.PROPOSEE, S.A_L_ETUDE})
"""Those of them that wait for the first one: what was retained may take years to be done."""
DECISIONS: Final = frozenset({A.RETENIR, A.RETENIR_EN_PARTIE, A.ECARTER})
"""What a comité says: dated, with a word for the mediators."""
WITH_REASON: Final = frozenset({A.ECARTER})
"""Refusing always says why: the mediators read it."""
