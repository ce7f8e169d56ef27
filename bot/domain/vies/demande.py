"""The life of a direct request as one table, and the day before which it is answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.delais import is_worked
from bot.domain.vies.vie import Arete, Vie

FIN_DE_JOURNEE: Final = time(18)


class StatutDemande(StrEnum):
    RECUE = "recue"
    A_PRECISER = "a-preciser"
    ACCEPTEE = "acceptee"
    HORS_MISSION = "hors-mission"
    TRANSMISE = "transmise-ville"
    TRAITEE = "traitee"


class ActeDemande(StrEnum):
    ACCEPTER = "accepter"
    DEMANDER_PRECISION = "preciser"
    ECARTER = "ecarter"
    TRANSMETTRE = "transmettre"
    REDEMANDER = "redemander"
    REPONDRE = "repondre"
    TRAITER = "traiter"
    ROUVRIR = "rouvrir"


S, A = StatutDemande, ActeDemande

ARETES: Final = (
    Arete(S.RECUE, A.ACCEPTER, S.ACCEPTEE, "elle est de la mission, un binôme s'en charge"),
    Arete(S.RECUE, A.DEMANDER_PRECISION, S.A_PRECISER, "elle ne se comprend pas seule"),
    Arete(S.RECUE, A.ECARTER, S.HORS_MISSION, "ce n'est pas de la médiation"),
    Arete(S.RECUE, A.TRANSMETTRE, S.TRANSMISE, "c'est à la médiation de la Ville (000 l.42)"),
    Arete(S.A_PRECISER, A.REPONDRE, S.RECUE, "le binôme qui l'a notée la précise"),
    Arete(S.A_PRECISER, A.ACCEPTER, S.ACCEPTEE, "la précision est venue de vive voix"),
    Arete(S.A_PRECISER, A.ECARTER, S.HORS_MISSION, "précisée, elle n'est pas de la mission"),
    Arete(S.A_PRECISER, A.TRANSMETTRE, S.TRANSMISE, "précisée, elle est à la Ville"),
    Arete(S.ACCEPTEE, A.ACCEPTER, S.ACCEPTEE, "un autre binôme s'en charge"),
    Arete(S.ACCEPTEE, A.TRAITER, S.TRAITEE, "le binôme a fait ce qu'il fallait"),
    Arete(S.TRAITEE, A.ROUVRIR, S.ACCEPTEE, "ce qui y répondait a été retiré"),
    Arete(S.HORS_MISSION, A.ACCEPTER, S.ACCEPTEE, "la coordination revient sur sa réponse"),
    Arete(S.TRANSMISE, A.REDEMANDER, S.TRANSMISE, "la Ville n'en a rien dit"),
    Arete(S.TRANSMISE, A.TRAITER, S.TRAITEE, "la Ville l'a traitée"),
    Arete(S.TRANSMISE, A.ACCEPTER, S.ACCEPTEE, "la Ville la rend à la médiation de rue"),
    Arete(S.TRANSMISE, A.ECARTER, S.HORS_MISSION, "la Ville ne la prend pas non plus"),
)

RETOURS: Final = {
    A.ACCEPTER: "elle n'est pas de la mission, ou pas pour ce binôme",
    A.DEMANDER_PRECISION: "elle se comprend seule",
    A.ECARTER: "elle est de la mission",
    A.TRANSMETTRE: "elle n'est pas à la Ville",
    A.TRAITER: "il reste quelque chose à faire",
}
"""Why each decision may be taken back; a letter that asks again has left, and stays so."""

VIE_DEMANDE: Final = Vie("la demande", S.RECUE, ARETES, retours=RETOURS)

EN_ATTENTE: Final = frozenset({S.RECUE, S.A_PRECISER})
"""Nobody answered yet."""
OUVERTES: Final = EN_ATTENTE | {S.ACCEPTEE}
SUIVIES: Final = OUVERTES | {S.TRANSMISE}
"""What the coordination has in sight: the Ville's answer is waited for too."""
CHEZ_LA_VILLE: Final = timedelta(days=15)
"""How often the coordination is asked where one stands that the Ville has (proposed)."""
RAPPELS_VILLE: Final = 4
"""How many times: two months later, it only stays in the list."""


def repondre_avant(recue: datetime, delai_jours: int, feries: Collection[date]) -> datetime:
    """18:00 in Paris, `delai_jours` days after `recue`, or on the first working day after that."""
    day = paris(recue).date() + timedelta(days=delai_jours)
    while (end := datetime.combine(day, FIN_DE_JOURNEE, PARIS)) <= recue or not is_worked(
        day, feries
    ):
        day += timedelta(days=1)
    return end
