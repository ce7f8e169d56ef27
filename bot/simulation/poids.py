"""How often each thing is met in the street: weights by the slugs of the packaged files.

What a file names otherwise is rare, never absent: `saisons.selon` gives it a little.
"""

from __future__ import annotations

from typing import Final

Poids = dict[str, float]

RENCONTRES_PAR_HEURE: Final = 6.0
"""People met by a binôme in an hour of an ordinary day."""
SOLLICITATIONS, OBSERVATIONS, SIGNALEMENTS = 1.8, 0.8, 0.3
CONFLITS, CONFLITS_TENDUS, DIFFERES = 0.12, 0.7, 0.025
ACTIONS, PRECONISATIONS, DEMANDES, DIFFICULTES = 0.08, 0.035, 0.05, 0.015
"""Times in one presence."""

PUBLICS_JOURNEE: Final[Poids] = {
    "enfants": 18, "ados": 16, "jeunes-adultes": 10, "adultes": 28, "seniors": 20,
    "commercant": 5, "pro-partenaire": 3,
}  # fmt: skip
PUBLICS_SOIREE: Final[Poids] = {
    "enfants": 6, "ados": 30, "jeunes-adultes": 27, "adultes": 26, "seniors": 7,
    "commercant": 3, "pro-partenaire": 1,
}  # fmt: skip
SOLLICITE_PAR: Final[Poids] = {
    "enfants": 3, "ados": 18, "jeunes-adultes": 22, "adultes": 32, "seniors": 16,
    "groupe-jeunes": 5, "commercant": 3, "pro-partenaire": 1,
}  # fmt: skip
QUOI: Final[Poids] = {
    "information": 16, "demarches-papiers": 15, "cadre-de-vie": 11, "bruit-nuisances": 8,
    "conflit": 6, "souci-institution": 5, "emploi-formation": 12, "logement": 9,
    "sante-mal-etre": 4, "ecole-education": 4, "activites-projet": 7, "insecurite": 5,
    "idee-proposition": 2, "ecoute-lien": 8, "autre-sollicitation": 1,
}  # fmt: skip
FAIT: Final[Poids] = {
    "ecoute": 30, "info-donnee": 27, "rappel-regles": 4, "demarche-ensemble": 9,
    "orientation": 15, "relais": 9, "retour-habitant": 3, "a-suivre": 3,
    "transmis-mediation-ville": 2,
}  # fmt: skip
CONFLIT_DE: Final[Poids] = {
    "cf-nuisances-sonores": 28, "cf-regroupement": 22, "cf-usage": 16, "cf-voisinage": 10,
    "cf-insultes-menaces": 7, "cf-hygiene-securite": 6, "cf-regles": 5, "cf-degradations": 4,
    "cf-institution": 2, "cf-autre": 1,
}  # fmt: skip
PARTIES: Final[Poids] = {"personnes": 50, "groupes": 35, "personne-institution": 15}
GESTE: Final[Poids] = {
    "desamorcage": 35, "rappel-regles-cf": 25, "dialogue-engage": 27, "observe-a-distance": 8,
    "relais-service": 3, "plusieurs": 5,
}  # fmt: skip
ISSUE: Final[Poids] = {
    "apaise": 42, "apaise-instant": 36, "non-apaise": 14, "relais-passe": 5, "secours-police": 3,
}  # fmt: skip
POSITIFS: Final[Poids] = {
    "+rencontre-echange": 20, "+vie-sociale": 16, "+jeux-enfants": 15, "+familles": 14,
    "+passage-serein": 12, "+sport-libre": 9, "+femmes-presentes": 9, "+aines-presents": 8,
    "+mixite-generations": 6, "+animation-asso": 3, "+evenement-quartier": 2, "+entraide": 3,
}  # fmt: skip
MESUSAGES: Final[Poids] = {
    "-regroupement-genant": 20, "-nuisances-sonores": 17, "-jets-detritus": 14,
    "-depots-encombrants": 11, "-rodeo": 8, "-stationnement-abusif": 8, "-alcool": 7,
    "-consommation-stupefiants": 6, "-occupation-negative": 5, "-malproprete": 5,
    "-degradations": 3, "-dejections-canines": 3, "-feux-petards": 2,
}  # fmt: skip
LIEUX: Final = (
    "devant le 4", "devant le 12", "près du banc", "à l'angle de la place", "côté parking",
    "près de l'aire de jeux", "devant l'entrée B", "au milieu de l'allée",
)  # fmt: skip
MOTIFS: Final[Poids] = {
    "mc-absence": 45, "mc-meteo": 20, "mc-reunion": 20, "mc-urgence": 10, "mc-oubli": 5,
}  # fmt: skip
PREMIERE_FOIS: Final[Poids] = {"0": 20, "25": 50, "50": 22, "90": 8}
RELAIS_A_SEPT_JOURS: Final[Poids] = {
    "pris": 24, "rdv": 13, "nouvelles": 46, "absent": 8, "renonce": 4, "refus": 3, "tard": 2,
}  # fmt: skip
"""Half of the time nobody knows yet: a third silence closes a relais, never as a success."""
RELAIS_A_TRENTE_JOURS: Final[Poids] = {"oui": 42, "non": 14, "saitpas": 44}
GESTE_MEDIATION: Final[Poids] = {"seance": 70, "consentement": 22, "clore": 5, "etape": 3}
SEANCE: Final[Poids] = {"avance": 50, "bloque": 15, "accord": 30, "abandon": 5}
ACCORD: Final[Poids] = {"tenu": 68, "en_partie": 20, "rompu": 12}
DECISION: Final[Poids] = {
    "accepter": 68, "demander_precision": 8, "ecarter": 12, "transmettre": 12,
}  # fmt: skip
CHEZ_LA_VILLE: Final[Poids] = {"traiter": 70, "redemander": 20, "accepter": 10}
PRECONISEE: Final[Poids] = {
    "etudier": 40, "retenir": 20, "retenir_partie": 18, "ecarter": 10, "realiser": 25,
}  # fmt: skip
NOTE_GRILLE: Final[Poids] = {"n-0": 4, "n-1": 20, "n-2": 40, "n-3": 28, "n-4": 8}
