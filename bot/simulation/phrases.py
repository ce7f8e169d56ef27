"""The free words of a simulated team: written once, about places and things, never a person."""

from __future__ import annotations

from typing import Final

ETONNEMENT: Final = (
    "Beaucoup de monde dehors malgré le froid.",
    "Le terrain de sport est resté vide tous les soirs.",
    "Des familles reviennent en fin d'après-midi.",
    "Plus calme que la semaine dernière.",
    "Les bancs déplacés changent la façon de s'installer.",
    "On voit moins d'aînés depuis que l'éclairage est en panne.",
    "Les plus jeunes demandent des activités le mercredi.",
    "On nous demande souvent où faire ses démarches en ligne.",
    "Le passage vers l'arrêt de bus est évité le soir.",
    "La collecte des encombrants revient dans toutes les conversations.",
)
PRECONISATION: Final = (
    "Avancer l'éclairage d'une heure en hiver.",
    "Installer deux bancs de plus côté commerces.",
    "Passer plus souvent pour les encombrants en fin de mois.",
    "Ouvrir le terrain de sport le dimanche matin.",
    "Tenir une permanence d'accès aux droits au pied des immeubles.",
    "Afficher les dates de travaux dans les halls.",
    "Rendre le passage vers l'arrêt de bus mieux visible.",
)
OBSERVATION: Final = (
    "Ambiance plus détendue après le passage de la pluie.",
    "Le square se vide dès la tombée de la nuit.",
    "Les jeux sont très utilisés quand il fait beau.",
    "Du bruit en fin de soirée, sans tension.",
)
ACTION: Final = (
    "Les habitants demandent une suite.",
    "De bons échanges, peu de participants.",
    "Le sujet de la propreté revient en premier.",
)
CHOSE: Final = ("Une barrière couchée.", "Un grillage ouvert.", "Un affichage arraché.")
ACCORD: Final = (
    "Le ballon s'arrête à vingt-deux heures.",
    "Le hall reste libre pour le passage.",
    "La musique se coupe en semaine après le repas.",
)
DECISIONS: Final = (
    "Passer plus souvent le samedi en fin de journée.",
    "Prévoir une marche exploratoire au printemps.",
    "Renforcer la présence aux heures de sortie.",
    "Rien de neuf : poursuivre comme prévu.",
)
MOT_DU_COMITE: Final = ("Au budget de l'an prochain.", "À essayer pendant trois mois.")
ECARTE: Final = ("Hors budget cette année.", "Ne relève pas des services présents.")
LIEU_DE_DEMANDE: Final = (
    "Aux abords de l'école",
    "Près de la station",
    "Derrière le centre commercial",
)
PRECISION: Final = ("Surtout le soir, en semaine.", "Depuis le début du mois.")
OBJECTIFS: Final = (
    "Apaiser les fins de journée.",
    "Accompagner les nouveaux usages du lieu.",
    "Faire revenir les familles.",
)
