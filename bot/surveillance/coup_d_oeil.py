"""One thing looked at: well, wrong and why, or not known; and how each is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SorteIncident(StrEnum):
    """Stable: an open incident is kept by it, and Prometheus reads it."""

    DISQUE = "disque"
    MIS_DE_COTE = "mis_de_cote"
    ENVOIS = "envois"
    HORLOGE = "horloge"
    PAGES = "certificat_pages"
    COURRIEL = "certificat_courriel"


OBJETS: Final = {
    SorteIncident.DISQUE: "Le disque du carnet est presque plein",
    SorteIncident.MIS_DE_COTE: "Des messages n'ont pas pu être traités",
    SorteIncident.ENVOIS: "Des envois n'arrivent pas à partir",
    SorteIncident.HORLOGE: "L'horloge de la machine a sauté",
    SorteIncident.PAGES: "Le certificat des pages est à renouveler",
    SorteIncident.COURRIEL: "Le certificat du serveur de courriel est à renouveler",
}
FINIS: Final = {
    SorteIncident.DISQUE: "Le disque du carnet a de nouveau de la place",
    SorteIncident.MIS_DE_COTE: "Plus aucun message mis de côté n'est à reprendre",
    SorteIncident.ENVOIS: "Les envois partent de nouveau",
    SorteIncident.HORLOGE: "L'horloge de la machine est régulière depuis une heure",
    SorteIncident.PAGES: "Le certificat des pages est renouvelé",
    SorteIncident.COURRIEL: "Le certificat du serveur de courriel est renouvelé",
}


@dataclass(frozen=True, slots=True)
class CoupDOeil:
    """`mal`: None changes nothing: it was not seen, or is between well and wrong.

    `texte`: what is wrong and the mend, in French; nothing of the street.
    """

    genre: SorteIncident
    mal: bool | None
    texte: str = ""
