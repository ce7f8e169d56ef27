"""The life of a direct request as one table, and the day before which it is answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.vies.refus import Refus

FIN_DE_JOURNEE: Final = time(18)
SAMEDI: Final = 5


class Statut(StrEnum):
    RECUE = "recue"
    A_PRECISER = "a-preciser"
    ACCEPTEE = "acceptee"
    HORS_MISSION = "hors-mission"
    TRANSMISE = "transmise-ville"
    TRAITEE = "traitee"


class Acte(StrEnum):
    ACCEPTER = "accepter"
    DEMANDER_PRECISION = "preciser"
    ECARTER = "ecarter"
    TRANSMETTRE = "transmettre"
    REPONDRE = "repondre"
    TRAITER = "traiter"
    ROUVRIR = "rouvrir"


class TransitionRefusee(Refus):
    """This deed means nothing in this state."""

    objet = "la demande"


@dataclass(frozen=True, slots=True)
class Transition:
    depuis: Statut
    acte: Acte
    vers: Statut
    raison: str


S, A = Statut, Acte

TRANSITIONS: Final = (
    Transition(S.RECUE, A.ACCEPTER, S.ACCEPTEE, "elle est de la mission, un binôme s'en charge"),
    Transition(S.RECUE, A.DEMANDER_PRECISION, S.A_PRECISER, "elle ne se comprend pas seule"),
    Transition(S.RECUE, A.ECARTER, S.HORS_MISSION, "ce n'est pas de la médiation"),
    Transition(S.RECUE, A.TRANSMETTRE, S.TRANSMISE, "c'est à la médiation de la Ville (000 l.42)"),
    Transition(S.A_PRECISER, A.REPONDRE, S.RECUE, "le binôme qui l'a notée la précise"),
    Transition(S.A_PRECISER, A.ACCEPTER, S.ACCEPTEE, "la précision est venue de vive voix"),
    Transition(S.A_PRECISER, A.ECARTER, S.HORS_MISSION, "précisée, elle n'est pas de la mission"),
    Transition(S.A_PRECISER, A.TRANSMETTRE, S.TRANSMISE, "précisée, elle est à la Ville"),
    Transition(S.ACCEPTEE, A.ACCEPTER, S.ACCEPTEE, "un autre binôme s'en charge"),
    Transition(S.ACCEPTEE, A.TRAITER, S.TRAITEE, "le binôme a fait ce qu'il fallait"),
    Transition(S.TRAITEE, A.ROUVRIR, S.ACCEPTEE, "ce qui y répondait a été retiré"),
    Transition(S.HORS_MISSION, A.ACCEPTER, S.ACCEPTEE, "la coordination revient sur sa réponse"),
)

EN_ATTENTE: Final = frozenset({S.RECUE, S.A_PRECISER})
"""Nobody answered yet."""
OUVERTES: Final = EN_ATTENTE | {S.ACCEPTEE}

_EDGES: Final = {(edge.depuis, edge.acte): edge.vers for edge in TRANSITIONS}


def apply(statut: Statut, acte: Acte) -> Statut:
    """The state after `acte`; raises TransitionRefusee."""
    try:
        return _EDGES[statut, acte]
    except KeyError:
        raise TransitionRefusee(statut, acte) from None


def possibles(statut: Statut) -> tuple[Acte, ...]:
    """Deeds that the table allows now, in its order."""
    return tuple(edge.acte for edge in TRANSITIONS if edge.depuis is statut)


def repondre_avant(recue: datetime, delai_jours: int, feries: Collection[date]) -> datetime:
    """18:00 in Paris, `delai_jours` days after `recue`, or on the first working day after that."""
    day = paris(recue).date() + timedelta(days=delai_jours)
    while (end := datetime.combine(day, FIN_DE_JOURNEE, PARIS)) <= recue or _off(day, feries):
        day += timedelta(days=1)
    return end


def _off(day: date, feries: Collection[date]) -> bool:
    return day.weekday() >= SAMEDI or day in feries
