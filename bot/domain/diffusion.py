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
EVERYONE: Final = "Tout le monde"
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Donnee:
    """One kind of data, and what each of READERS has of it, in their order; then EVERYONE."""

    nom: str
    lecteurs: tuple[str, str, str, str, str, str, str]
    public: str = NOTHING


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
            "carte de son territoire : nature, fréquence, lecture notée",
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
        "Mot d'un service sur un signalement",
        ("lit", "lit", NOTHING, NOTHING, "écrit, sans nom", NOTHING, NOTHING),
    ),
    Donnee(
        "Photo d'une réparation",
        ("regarde d'abord", "lit", NOTHING, NOTHING, "après ce regard", NOTHING, NOTHING),
    ),
    Donnee(
        "Lettre « ce qui reste ouvert », chaque semaine",
        (NOTHING, NOTHING, NOTHING, NOTHING, "les siens", NOTHING, NOTHING),
    ),
    Donnee(
        "Signalement envoyé à un logiciel, à un salon Matrix",
        (NOTHING, "lit ce qui est refusé", NOTHING, NOTHING, "les siens", NOTHING, NOTHING),
    ),
    Donnee(
        "Signalement publié (Open311), si le fichier le dit",
        ("lit", "lit", "lit", "lit", "lit", "lit", "lit"),
        public="catégorie, site, état, dates, à dix mètres près",
    ),
    Donnee(
        "Retour aux habitants",
        ("dit, affiche", "imprime", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
        public="affiche du mois : compte par sorte, par site",
    ),
    Donnee(
        "Tableau de bord, par un lien",
        (
            NOTHING,
            "lit, donne, retire",
            "de son territoire, un par un",
            "par site, « < 5 »",
            "bailleur : ses sites",
            NOTHING,
            "par quartier, « < 5 »",
        ),
    ),
    Donnee(
        "Part de chaque commanditaire",
        (NOTHING, "lit", NOTHING, "comité qui paie", NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Ce que la table de routage apprend d'un renvoi",
        (NOTHING, "décide, revient", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Trimestre en fichier : tableur",
        (NOTHING, "écrit", NOTHING, "de tout le dispositif", NOTHING, NOTHING, NOTHING),
    ),
    Donnee(
        "Trimestre en fichier : données ouvertes, carte",
        ("lit", "écrit", "lit", "lit", "lit", "lit", "lit"),
    ),
)
