"""The life of a signalement as one table: every state, every deed, every edge with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.vies.refus import Refus


class Statut(StrEnum):
    EMIS = "emis"
    RECU = "recu"
    PRIS_EN_CHARGE = "pris_en_charge"
    TRAITE_ANNONCE = "traite_annonce"
    VERIFIE = "verifie"
    TOUJOURS_LA = "toujours_la"
    REORIENTE = "reoriente"
    DOUBLON = "doublon"
    ANNULE = "annule"


class Acte(StrEnum):
    ACCUSER_RECEPTION = "accuser_reception"
    PRENDRE_EN_CHARGE = "prendre_en_charge"
    ANNONCER_TRAITE = "annoncer_traite"
    REORIENTER = "reorienter"
    VERIFIER_REPARE = "verifier_repare"
    VERIFIER_TOUJOURS_LA = "verifier_toujours_la"
    ANNULER = "annuler"
    MARQUER_DOUBLON = "marquer_doublon"


class Acteur(StrEnum):
    SERVICE = "service"
    MEDIATEUR = "mediateur"
    COORDINATION = "coordination"
    HORLOGE = "horloge"


class TransitionRefusee(Refus):
    """This deed means nothing in this state."""

    objet = "le signalement"


class DejaFait(TransitionRefusee):
    """The deed was already done: harmless, to be answered politely."""


@dataclass(frozen=True, slots=True)
class Transition:
    depuis: Statut
    acte: Acte
    raison: str


S, A = Statut, Acte

CIBLE: Final[dict[Acte, Statut]] = {
    A.ACCUSER_RECEPTION: S.RECU,
    A.PRENDRE_EN_CHARGE: S.PRIS_EN_CHARGE,
    A.ANNONCER_TRAITE: S.TRAITE_ANNONCE,
    A.REORIENTER: S.REORIENTE,
    A.VERIFIER_REPARE: S.VERIFIE,
    A.VERIFIER_TOUJOURS_LA: S.TOUJOURS_LA,
    A.ANNULER: S.ANNULE,
    A.MARQUER_DOUBLON: S.DOUBLON,
}

TRANSITIONS: Final = (
    Transition(S.EMIS, A.ACCUSER_RECEPTION, "le service dit l'avoir reçu"),
    Transition(S.EMIS, A.PRENDRE_EN_CHARGE, "prendre en charge vaut accusé de réception"),
    Transition(S.EMIS, A.ANNONCER_TRAITE, "réparé avant toute réponse"),
    Transition(S.EMIS, A.REORIENTER, "pas de son ressort, ou sans réponse à l'échéance"),
    Transition(S.EMIS, A.VERIFIER_REPARE, "le défaut a disparu avant toute réponse"),
    Transition(S.EMIS, A.ANNULER, "envoyé par erreur"),
    Transition(S.EMIS, A.MARQUER_DOUBLON, "le même défaut est déjà suivi"),
    Transition(S.RECU, A.PRENDRE_EN_CHARGE, "le service s'en occupe"),
    Transition(S.RECU, A.ANNONCER_TRAITE, "réparé aussitôt"),
    Transition(S.RECU, A.REORIENTER, "à la lecture, pas de son ressort"),
    Transition(S.RECU, A.VERIFIER_REPARE, "le défaut a disparu sans annonce"),
    Transition(S.RECU, A.ANNULER, "envoyé par erreur"),
    Transition(S.RECU, A.MARQUER_DOUBLON, "le même défaut est déjà suivi"),
    Transition(S.PRIS_EN_CHARGE, A.ANNONCER_TRAITE, "le service a fini"),
    Transition(S.PRIS_EN_CHARGE, A.REORIENTER, "sur place, pas de son ressort"),
    Transition(S.PRIS_EN_CHARGE, A.VERIFIER_REPARE, "le défaut a disparu sans annonce"),
    Transition(S.PRIS_EN_CHARGE, A.ANNULER, "envoyé par erreur"),
    Transition(S.PRIS_EN_CHARGE, A.MARQUER_DOUBLON, "le même défaut est déjà suivi"),
    Transition(S.TRAITE_ANNONCE, A.VERIFIER_REPARE, "les médiateurs l'ont vu réparé"),
    Transition(S.TRAITE_ANNONCE, A.VERIFIER_TOUJOURS_LA, "les médiateurs le voient encore"),
    Transition(S.TOUJOURS_LA, A.ACCUSER_RECEPTION, "le service sait que c'est toujours là"),
    Transition(S.TOUJOURS_LA, A.PRENDRE_EN_CHARGE, "le service y retourne"),
    Transition(S.TOUJOURS_LA, A.ANNONCER_TRAITE, "le service a repris la réparation"),
    Transition(S.TOUJOURS_LA, A.REORIENTER, "la suite n'est pas de son ressort"),
    Transition(S.TOUJOURS_LA, A.VERIFIER_REPARE, "le défaut a disparu depuis"),
    Transition(S.TOUJOURS_LA, A.ANNULER, "envoyé par erreur"),
    Transition(S.TOUJOURS_LA, A.MARQUER_DOUBLON, "le même défaut est déjà suivi"),
    Transition(S.REORIENTE, A.ACCUSER_RECEPTION, "le nouveau service l'a reçu"),
    Transition(S.REORIENTE, A.PRENDRE_EN_CHARGE, "le nouveau service s'en occupe"),
    Transition(S.REORIENTE, A.ANNONCER_TRAITE, "le nouveau service a réparé aussitôt"),
    Transition(S.REORIENTE, A.VERIFIER_REPARE, "le défaut a disparu entre deux services"),
    Transition(S.REORIENTE, A.ANNULER, "envoyé par erreur"),
    Transition(S.REORIENTE, A.MARQUER_DOUBLON, "le même défaut est déjà suivi"),
)

OPEN: Final = frozenset(
    {S.EMIS, S.RECU, S.PRIS_EN_CHARGE, S.TRAITE_ANNONCE, S.TOUJOURS_LA, S.REORIENTE}
)

# The coordination may note what a service said on the phone; the clock only passes on what stayed
# without an answer (000 l.67).
ACTEURS: Final[dict[Acte, frozenset[Acteur]]] = {
    A.ACCUSER_RECEPTION: frozenset({Acteur.SERVICE, Acteur.COORDINATION}),
    A.PRENDRE_EN_CHARGE: frozenset({Acteur.SERVICE, Acteur.COORDINATION}),
    A.ANNONCER_TRAITE: frozenset({Acteur.SERVICE, Acteur.COORDINATION}),
    A.REORIENTER: frozenset({Acteur.SERVICE, Acteur.COORDINATION, Acteur.HORLOGE}),
    A.VERIFIER_REPARE: frozenset({Acteur.MEDIATEUR, Acteur.COORDINATION}),
    A.VERIFIER_TOUJOURS_LA: frozenset({Acteur.MEDIATEUR, Acteur.COORDINATION}),
    A.ANNULER: frozenset({Acteur.MEDIATEUR, Acteur.COORDINATION}),
    A.MARQUER_DOUBLON: frozenset({Acteur.SERVICE, Acteur.MEDIATEUR, Acteur.COORDINATION}),
}

_EDGES: Final = {(edge.depuis, edge.acte) for edge in TRANSITIONS}


def apply(statut: Statut, acte: Acte) -> Statut:
    """The state after `acte`; raises DejaFait for a repeat, TransitionRefusee otherwise."""
    if (statut, acte) in _EDGES:
        return CIBLE[acte]
    raise (DejaFait if CIBLE[acte] is statut else TransitionRefusee)(statut, acte)


def permis(acteur: Acteur, acte: Acte) -> bool:
    """Whether this kind of person (or the clock) may do this deed at all."""
    return acteur in ACTEURS[acte]


def possibles(statut: Statut, acteur: Acteur) -> tuple[Acte, ...]:
    """Deeds to offer `acteur` as buttons, in the order of the table."""
    return tuple(e.acte for e in TRANSITIONS if e.depuis is statut and permis(acteur, e.acte))
