"""Roles, and what each may do with the bot and the pages."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    MEDIATEUR = "mediateur"
    COORDINATION = "coordination"
    SERVICE = "service"
    COMITE = "comite"
    PARTENAIRE = "partenaire"
    ADMIN = "admin"


class Droit(StrEnum):
    TENIR_PRESENCE = "tenir_presence"
    COMPTER_RENCONTRES = "compter_rencontres"
    SIGNALER = "signaler"
    VERIFIER = "verifier"
    CORRIGER_SA_JOURNEE = "corriger_sa_journee"
    REPONDRE_ALERTE = "repondre_alerte"
    RECEVOIR_INCIDENTS = "recevoir_incidents"
    LIRE_POINT_HEBDO = "lire_point_hebdo"
    LIRE_GRILLE = "lire_grille"
    ANNONCER_SA_PRESENCE = "annoncer_sa_presence"
    INVITER = "inviter"


_TERRAIN: Final = frozenset(
    {
        Droit.TENIR_PRESENCE,
        Droit.COMPTER_RENCONTRES,
        Droit.SIGNALER,
        Droit.VERIFIER,
        Droit.CORRIGER_SA_JOURNEE,
        Droit.LIRE_GRILLE,
    }
)

DROITS: Final[dict[Role, frozenset[Droit]]] = {
    Role.MEDIATEUR: _TERRAIN,
    # She stands in for a mediator or notes what a service says on the phone.
    Role.COORDINATION: frozenset(Droit),
    Role.SERVICE: frozenset({Droit.REPONDRE_ALERTE}),
    Role.COMITE: frozenset({Droit.LIRE_POINT_HEBDO}),
    # Another actor of the street (002 l.21), known as an organisation: the shared grid, no more.
    Role.PARTENAIRE: frozenset({Droit.LIRE_GRILLE, Droit.ANNONCER_SA_PRESENCE}),
    # The operator opens doors and hears of breakdowns; the field is not the operator's business.
    Role.ADMIN: frozenset({Droit.INVITER, Droit.RECEVOIR_INCIDENTS}),
}


def peut(role: Role, droit: Droit) -> bool:
    """Whether `role` holds `droit`."""
    return droit in DROITS[role]
