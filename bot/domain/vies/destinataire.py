"""Where one addressee of a signalement stands, beside the life of the whole: who answered what."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from bot.domain.vies.signalement import (
    OPEN,
    VIE_SIGNALEMENT,
    ActeSignalement,
    StatutSignalement,
)
from bot.domain.vies.vie import Arete, Vie


class StatutDestinataire(StrEnum):
    ENVOYE = "envoye"
    RECU = "recu"
    PRIS_EN_CHARGE = "pris_en_charge"
    TRAITE = "traite"
    REFUSE = "refuse"


class ActeDestinataire(StrEnum):
    ACCUSER_RECEPTION = "accuser_reception"
    PRENDRE_EN_CHARGE = "prendre_en_charge"
    ANNONCER_TRAITE = "annoncer_traite"
    REFUSER = "refuser"
    RELANCER = "relancer"


S, A = StatutDestinataire, ActeDestinataire

ARETES: Final = (
    Arete(S.ENVOYE, A.ACCUSER_RECEPTION, S.RECU, "il dit l'avoir reçu"),
    Arete(S.ENVOYE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "il s'en occupe aussitôt"),
    Arete(S.ENVOYE, A.ANNONCER_TRAITE, S.TRAITE, "il l'a fait avant de répondre"),
    Arete(S.ENVOYE, A.REFUSER, S.REFUSE, "ce n'est pas pour lui, ou il ne peut pas"),
    Arete(S.RECU, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "il s'en occupe"),
    Arete(S.RECU, A.ANNONCER_TRAITE, S.TRAITE, "il l'a fait"),
    Arete(S.RECU, A.REFUSER, S.REFUSE, "à la lecture, ce n'est pas pour lui"),
    Arete(S.RECU, A.RELANCER, S.ENVOYE, "c'est toujours là : on attend de nouveau"),
    Arete(S.PRIS_EN_CHARGE, A.ANNONCER_TRAITE, S.TRAITE, "il a fini"),
    Arete(S.PRIS_EN_CHARGE, A.REFUSER, S.REFUSE, "sur place, il ne peut pas"),
    Arete(S.PRIS_EN_CHARGE, A.RELANCER, S.ENVOYE, "c'est toujours là : on attend de nouveau"),
    Arete(S.TRAITE, A.RELANCER, S.ENVOYE, "les médiateurs le voient encore"),
)
RETOURS: Final = {
    A.ACCUSER_RECEPTION: "il corrige sa réponse",
    A.PRENDRE_EN_CHARGE: "il ne s'en occupe pas encore",
    A.ANNONCER_TRAITE: "il n'a pas fini",
    A.REFUSER: "c'est bien pour lui",
}
VIE_DESTINATAIRE: Final = Vie("ce destinataire", S.ENVOYE, ARETES, retours=RETOURS)

REPONSES: Final = {
    ActeSignalement.ACCUSER_RECEPTION: A.ACCUSER_RECEPTION,
    ActeSignalement.PRENDRE_EN_CHARGE: A.PRENDRE_EN_CHARGE,
    ActeSignalement.ANNONCER_TRAITE: A.ANNONCER_TRAITE,
    ActeSignalement.REORIENTER: A.REFUSER,
    ActeSignalement.REFUSER: A.REFUSER,
    ActeSignalement.MARQUER_DOUBLON: A.REFUSER,
}
"""What an answer does to the addressee who gives it."""
REFUS: Final = frozenset({ActeSignalement.REORIENTER, ActeSignalement.REFUSER})
"""What one addressee says for itself alone: a duplicate is one for everybody."""
VERS: Final = {edge.acte: edge.vers for edge in ARETES}
"""The state that each deed leads to, wherever it is done."""
_PORTE: Final = {
    StatutSignalement.RECU: S.RECU,
    StatutSignalement.PRIS_EN_CHARGE: S.PRIS_EN_CHARGE,
    StatutSignalement.TRAITE_ANNONCE: S.TRAITE,
}
"""Whose answer the whole stands by, where it stands by one."""


def ensemble(
    statut: StatutSignalement, acte: ActeSignalement, autres: Collection[StatutDestinataire]
) -> StatutSignalement:
    """How the whole stands once an addressee did `acte`, by how the `autres` stand.

    The furthest answer speaks for all: a later « bien reçu » takes nothing back. A refusal decides
    only when nobody else has it; else it leaves the whole to those who do.
    Raises DejaFait, TransitionRefusee.
    """
    if acte in REFUS and statut in OPEN and set(autres) - {S.REFUSE}:
        carried = _PORTE.get(statut)
        return statut if carried is None or carried in autres else StatutSignalement.REORIENTE
    passed = acte in REPONSES and statut in _PORTE and acte is not ActeSignalement.MARQUER_DOUBLON
    if autres and passed and acte not in VIE_SIGNALEMENT.possible(statut):
        return statut
    return VIE_SIGNALEMENT.apply(statut, acte)
