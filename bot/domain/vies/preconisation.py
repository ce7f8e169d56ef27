"""The life of a préconisation as one table: who may answer what, and from where (000 l.164)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.domain.vies.refus import Refus


class Statut(StrEnum):
    BROUILLON = "brouillon"
    PROPOSEE = "proposee"
    A_L_ETUDE = "a-l-etude"
    RETENUE = "retenue"
    RETENUE_EN_PARTIE = "retenue-en-partie"
    REALISEE = "realisee"
    ECARTEE = "ecartee"


class Acte(StrEnum):
    PROPOSER = "proposer"
    ETUDIER = "etudier"
    RETENIR = "retenir"
    RETENIR_EN_PARTIE = "retenir_partie"
    REALISER = "realiser"
    ECARTER = "ecarter"


class ReponseRefusee(Refus):
    """This answer means nothing in this state, or it was given already."""

    objet = "la préconisation"


S, A = Statut, Acte

TABLE: Final[dict[tuple[Statut, Acte], Statut]] = {
    (S.BROUILLON, A.PROPOSER): S.PROPOSEE,  # the binôme gives it to the coordination
    (S.PROPOSEE, A.ETUDIER): S.A_L_ETUDE,
    (S.PROPOSEE, A.RETENIR): S.RETENUE,
    (S.PROPOSEE, A.RETENIR_EN_PARTIE): S.RETENUE_EN_PARTIE,
    (S.PROPOSEE, A.ECARTER): S.ECARTEE,
    (S.A_L_ETUDE, A.RETENIR): S.RETENUE,
    (S.A_L_ETUDE, A.RETENIR_EN_PARTIE): S.RETENUE_EN_PARTIE,
    (S.A_L_ETUDE, A.ECARTER): S.ECARTEE,
    (S.RETENUE_EN_PARTIE, A.RETENIR): S.RETENUE,  # the rest followed
    (S.RETENUE_EN_PARTIE, A.REALISER): S.REALISEE,
    (S.RETENUE_EN_PARTIE, A.ECARTER): S.ECARTEE,
    (S.RETENUE, A.REALISER): S.REALISEE,
    (S.RETENUE, A.ECARTER): S.ECARTEE,  # what was agreed upon may still prove impossible
}
"""Any answer is the coordination's, or the comité's that it notes (requirements CPV-5, H06)."""

DECISIONS: Final = frozenset({A.RETENIR, A.RETENIR_EN_PARTIE, A.ECARTER})
"""What a comité says: dated, with a word for the mediators."""
WITH_REASON: Final = frozenset({A.ECARTER})
"""Refusing always says why: the mediators read it."""


def after(statut: Statut, acte: Acte) -> Statut:
    """The next state; raises ReponseRefusee outside the table."""
    if (statut, acte) not in TABLE:
        raise ReponseRefusee(statut, acte)
    return TABLE[statut, acte]


def possible(statut: Statut) -> tuple[Acte, ...]:
    """What may be answered now, in the order of the table."""
    return tuple(acte for depuis, acte in TABLE if depuis is statut)


OPEN: Final = frozenset(depuis for depuis, _acte in TABLE) - {S.BROUILLON}
"""States that still wait for an answer."""
