"""The life of a signalement as one table: every state, every deed, every edge with its reason."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.domain.vies.vie import Acteur, Arete, Vie


class StatutSignalement(StrEnum):
    EMIS = "emis"
    RECU = "recu"
    PRIS_EN_CHARGE = "pris_en_charge"
    TRAITE_ANNONCE = "traite_annonce"
    VERIFIE = "verifie"
    TOUJOURS_LA = "toujours_la"
    REORIENTE = "reoriente"
    REFUSE = "refuse"
    DOUBLON = "doublon"
    ANNULE = "annule"


class ActeSignalement(StrEnum):
    ACCUSER_RECEPTION = "accuser_reception"
    PRENDRE_EN_CHARGE = "prendre_en_charge"
    ANNONCER_TRAITE = "annoncer_traite"
    REORIENTER = "reorienter"
    REFUSER = "refuser"
    VERIFIER_REPARE = "verifier_repare"
    VERIFIER_TOUJOURS_LA = "verifier_toujours_la"
    REVOIR = "revoir"
    ANNULER = "annuler"
    MARQUER_DOUBLON = "marquer_doublon"


S, A = StatutSignalement, ActeSignalement

# The coordination may note what a service said on the phone; the clock only passes on what stayed
# without an answer (000 l.67).
PERMIS: Final = {
    Acteur.SERVICE: frozenset(
        {
            A.ACCUSER_RECEPTION,
            A.PRENDRE_EN_CHARGE,
            A.ANNONCER_TRAITE,
            A.REORIENTER,
            A.REFUSER,
            A.MARQUER_DOUBLON,
        }
    ),
    Acteur.MEDIATEUR: frozenset(
        {
            A.VERIFIER_REPARE,
            A.VERIFIER_TOUJOURS_LA,
            A.REVOIR,
            A.ANNULER,
            A.MARQUER_DOUBLON,
        }
    ),
    Acteur.COORDINATION: frozenset(A),
    Acteur.HORLOGE: frozenset({A.REORIENTER}),
}

ARETES: Final = (
    Arete(S.EMIS, A.ACCUSER_RECEPTION, S.RECU, "le service dit l'avoir reçu"),
    Arete(
        S.EMIS, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "prendre en charge vaut accusé de réception"
    ),
    Arete(S.EMIS, A.ANNONCER_TRAITE, S.TRAITE_ANNONCE, "réparé avant toute réponse"),
    Arete(S.EMIS, A.REORIENTER, S.REORIENTE, "pas de son ressort, ou sans réponse à l'échéance"),
    Arete(S.EMIS, A.REFUSER, S.REFUSE, "hors de son périmètre, ou impossible : il dit pourquoi"),
    Arete(S.EMIS, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu avant toute réponse"),
    Arete(S.EMIS, A.REVOIR, S.EMIS, "vu encore, avant toute réponse"),
    Arete(S.EMIS, A.ANNULER, S.ANNULE, "envoyé par erreur"),
    Arete(S.EMIS, A.MARQUER_DOUBLON, S.DOUBLON, "le même défaut est déjà suivi"),
    Arete(S.RECU, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "le service s'en occupe"),
    Arete(S.RECU, A.ANNONCER_TRAITE, S.TRAITE_ANNONCE, "réparé aussitôt"),
    Arete(S.RECU, A.REORIENTER, S.REORIENTE, "à la lecture, pas de son ressort"),
    Arete(S.RECU, A.REFUSER, S.REFUSE, "à la lecture, hors de son périmètre ou impossible"),
    Arete(S.RECU, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu sans annonce"),
    Arete(S.RECU, A.REVOIR, S.RECU, "vu encore, le service le sait"),
    Arete(S.RECU, A.ANNULER, S.ANNULE, "envoyé par erreur"),
    Arete(S.RECU, A.MARQUER_DOUBLON, S.DOUBLON, "le même défaut est déjà suivi"),
    Arete(S.PRIS_EN_CHARGE, A.ANNONCER_TRAITE, S.TRAITE_ANNONCE, "le service a fini"),
    Arete(S.PRIS_EN_CHARGE, A.REORIENTER, S.REORIENTE, "sur place, pas de son ressort"),
    Arete(S.PRIS_EN_CHARGE, A.REFUSER, S.REFUSE, "sur place, impossible : il dit pourquoi"),
    Arete(S.PRIS_EN_CHARGE, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu sans annonce"),
    Arete(S.PRIS_EN_CHARGE, A.REVOIR, S.PRIS_EN_CHARGE, "vu encore, avant la réparation"),
    Arete(S.PRIS_EN_CHARGE, A.ANNULER, S.ANNULE, "envoyé par erreur"),
    Arete(S.PRIS_EN_CHARGE, A.MARQUER_DOUBLON, S.DOUBLON, "le même défaut est déjà suivi"),
    Arete(S.TRAITE_ANNONCE, A.VERIFIER_REPARE, S.VERIFIE, "les médiateurs l'ont vu réparé"),
    Arete(
        S.TRAITE_ANNONCE, A.VERIFIER_TOUJOURS_LA, S.TOUJOURS_LA, "les médiateurs le voient encore"
    ),
    Arete(S.TOUJOURS_LA, A.ACCUSER_RECEPTION, S.RECU, "le service sait que c'est toujours là"),
    Arete(S.TOUJOURS_LA, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "le service y retourne"),
    Arete(S.TOUJOURS_LA, A.ANNONCER_TRAITE, S.TRAITE_ANNONCE, "le service a repris la réparation"),
    Arete(S.TOUJOURS_LA, A.REORIENTER, S.REORIENTE, "la suite n'est pas de son ressort"),
    Arete(S.TOUJOURS_LA, A.REFUSER, S.REFUSE, "il ne peut rien faire de plus, et dit pourquoi"),
    Arete(S.TOUJOURS_LA, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu depuis"),
    Arete(S.TOUJOURS_LA, A.REVOIR, S.TOUJOURS_LA, "vu encore une fois"),
    Arete(S.TOUJOURS_LA, A.ANNULER, S.ANNULE, "envoyé par erreur"),
    Arete(S.TOUJOURS_LA, A.MARQUER_DOUBLON, S.DOUBLON, "le même défaut est déjà suivi"),
    Arete(S.REORIENTE, A.ACCUSER_RECEPTION, S.RECU, "le nouveau service l'a reçu"),
    Arete(S.REORIENTE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "le nouveau service s'en occupe"),
    Arete(
        S.REORIENTE, A.ANNONCER_TRAITE, S.TRAITE_ANNONCE, "le nouveau service a réparé aussitôt"
    ),
    Arete(S.REORIENTE, A.REORIENTER, S.REORIENTE, "le nouveau service n'est pas le bon non plus"),
    Arete(S.REORIENTE, A.REFUSER, S.REFUSE, "le nouveau service ne peut pas non plus"),
    Arete(S.REORIENTE, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu entre deux services"),
    Arete(S.REORIENTE, A.REVOIR, S.REORIENTE, "vu encore, chez le nouveau service"),
    Arete(S.REORIENTE, A.ANNULER, S.ANNULE, "envoyé par erreur"),
    Arete(S.REORIENTE, A.MARQUER_DOUBLON, S.DOUBLON, "le même défaut est déjà suivi"),
    Arete(S.REFUSE, A.REORIENTER, S.REORIENTE, "un autre service pourrait le faire"),
    Arete(S.REFUSE, A.VERIFIER_REPARE, S.VERIFIE, "le défaut a disparu malgré le refus"),
)

RETOURS: Final = {
    A.ACCUSER_RECEPTION: "le service corrige sa réponse",
    A.PRENDRE_EN_CHARGE: "le service ne s'en occupe pas encore",
    A.ANNONCER_TRAITE: "le service n'a pas fini",
    A.REORIENTER: "c'est bien du ressort du service",
    A.REFUSER: "le service s'en occupe finalement",
    A.MARQUER_DOUBLON: "ce n'est pas le même défaut",
    A.VERIFIER_REPARE: "les médiateurs le voient encore",
    A.VERIFIER_TOUJOURS_LA: "les médiateurs l'ont vu réparé",
}
"""Why an answer or a check may be taken back; what was called back has left, and stays so."""
CORRIGEABLE: Final = timedelta(hours=24)
"""How long a service may correct what it answered (proposed)."""

VIE_SIGNALEMENT: Final = Vie("le signalement", S.EMIS, ARETES, PERMIS, retours=RETOURS)

OPEN: Final = frozenset(
    {S.EMIS, S.RECU, S.PRIS_EN_CHARGE, S.TRAITE_ANNONCE, S.TOUJOURS_LA, S.REORIENTE}
)
CLOS: Final = frozenset(S) - OPEN
"""Nothing is awaited any more. A refusal is one: it may still be handed on, or taken back."""
AWAITED: Final = OPEN - {S.TRAITE_ANNONCE}
"""What a service still owes: announced as mended, it waits for the mediators, no longer for it."""
