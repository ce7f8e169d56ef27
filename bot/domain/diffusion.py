"""Who receives what, and at which grain: the default of a programme (requirements §4.7, B33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

READERS: Final = (
    "Binôme",
    "Coordination",
    "Comité opérationnel",
    "Comité technique",
    "Service, bailleur",
    "Partenaire",
    "Élus, CLSPD",
)
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Donnee:
    """One kind of data, and what each of READERS has of it, in their order."""

    nom: str
    lecteurs: tuple[str, str, str, str, str, str, str]


DIFFUSION: Final = (
    Donnee(
        "Ses saisies",
        ("lit et corrige", "lit, corrige", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Heures d'un médiateur",
        ("les siennes", "lit", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Heures-médiateur, prévu et réalisé",
        (
            "lit",
            "lit",
            "à partir de 3 médiateurs par site",
            "à partir de 3 médiateurs par site",
            NOTHING,
            NOTHING,
            NOTHING,
        ),
    ),
    Donnee("Jours sans saisie", ("les siens", "lit", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)),
    Donnee(
        "Heures, périodes, rencontres d'un site",
        ("lit", "lit", "lit", "lit", NOTHING, NOTHING, "par quartier"),
    ),
    Donnee(
        "Typologie des rencontres",
        ("lit", "lit", "par territoire, « < 5 »", "somme publiée", NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Détail d'un signalement",
        ("lit", "lit", "de son territoire", "compte", "les siens", NOTHING, "compte"),
    ),
    Donnee(
        "Photo d'un signalement",
        ("la sienne", "lit", NOTHING, NOTHING, "les siennes", NOTHING, NOTHING),
    ),
    Donnee(
        "Relais : repère, domaine, suite",
        ("lit et suit", "lit", "taux, « < 5 »", "taux", NOTHING, "le sien, si accord", "taux"),
    ),
    Donnee(
        "Mot de repère d'un relais",
        ("lit et donne", "lit", NOTHING, NOTHING, NOTHING, "le sien, si accord", NOTHING),
    ),
    Donnee(
        "Dossier de médiation",
        (
            "le sien",
            "lit",
            "compte par état",
            "compte",
            "l'état, s'il l'a demandé",
            NOTHING,
            "compte",
        ),
    ),
    Donnee(
        "Étonnement, mot libre",
        ("les siens", "relit", "après relecture", "après relecture", NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Difficulté de l'équipe",
        (
            "les siennes",
            "lit",
            "s'il est décidé ainsi",
            "carte : nature, fréquence, lecture notée",
            NOTHING,
            NOTHING,
            NOTHING,
        ),
    ),
    Donnee(
        "Réponse « en sécurité ? »",
        ("la sienne", "si elle est prévenue", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Grille de présence partagée",
        ("lit", "lit", NOTHING, NOTHING, NOTHING, "lit, annonce la sienne", NOTHING),
    ),
    Donnee(
        "Trimestre en fichier : tableur",
        (NOTHING, "écrit", NOTHING, "lit", NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Trimestre en fichier : données ouvertes, carte",
        ("lit", "écrit", "lit", "lit", "lit", "lit", "lit"),
    ),
)
