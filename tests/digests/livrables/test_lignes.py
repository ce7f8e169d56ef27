"""Each numbered line of requirements §4.3, §4.4 and §4.6 is words on paper, of a year as lived."""

from __future__ import annotations

import json
from io import BytesIO

from pypdf import PdfReader

from bot.casework.livrable import ecrit
from bot.livrables import ContenuLivrable, copies, livrables
from digests.livrables.page import mise_en_page
from storage.work import Work
from tests.digests.documents.test_every_livrable import read, squeezed
from tests.storage.indicateurs.annee import READ_ON, Annee
from tests.storage.indicateurs.conftest import annee

__all__ = ["annee"]

COMPTE_RENDU = {
    "1": ("Quartier", "Décidée", "le 18 mai 2026", "Corrective", "Objectifs", "Planning"),
    "2.1": ("Heures de présence par mois", "heures-médiateur", "septembre"),
    "2.2": ("Journée", "Soirée", "Week-end", "Vacances scolaires", "Fait", "Prévu"),
    "2.3": ("Rencontres par période", "Par heure", "Ensemble"),
    "2.4": ("Publics rencontrés", "12-17 ans", "Total"),
    "2.5": ("Sollicitations par type", "Le reste, ensemble"),
    "2.6": (
        "Démarches faites",
        "Relais vérifiés",
        "Relais effectifs",
        "suivis à J+30",
        "nouvelles",
    ),
    "2.7": ("Conflits en direct", "Médiations différées", "Accords tenus"),
    "2.8": ("Signalements par catégorie", "Délai de traitement", "Vérifiés réparés", "Clos"),
    "2.9": ("Actions collectives", "Participants", "Partenaires mobilisés"),
    "2.10": ("Part du temps de travail en rue",),
    "3.1": ("Ambiance, de 1 à 5", "Fréquentation", "Ce qui a surpris"),
    "3.2": ("Besoins",),
    "3.3": ("Usages positifs", "Mésusages", "Observations par période", "Du début à la fin"),
    "3.4": ("Situations", "sans personne qu'on reconnaisse"),
    "3.5": ("Préconisation", "À qui, pour quand", "Réponse", "P-0010"),
    "4": ("Objectifs de l'intervention", "atteint", "en partie"),
    "5": ("arrêter, renouveler ou changer", "ce qui doit rester"),
    "6": ("T0, au début", "T1, à la fin", "T2, à N+3", "Mesure d'impact N+3"),
    "7": ("Présences à confirmer", "Comment chaque chiffre est fait"),
}
"""§4.3, line by line: what the reader looks for under its number."""
DOSSIER = {
    "1": ("Décisions demandées", "renouveler, changer ou arrêter"),
    "2": ("Suite des décisions précédentes", "Réunion du"),
    "3": ("Carte et tableau", "Quartiers sans intervention", "Pierre Rollin"),
    "4": ("Les six éléments quantitatifs", "Volume horaire", "Typologie", "Ambiance médiane"),
    "5": ("Part du temps en rue", "Relais effectifs", "Conflits apaisés", "Signalements"),
    "6": (
        "15 jours respectés",
        "Comités du trimestre tenus",
        "Comptes rendus remis",
        "N+3 faites",
    ),
    "7": ("Préconisations de la période", "Voirie", "Réponse"),
    "8": ("Se compléter", "Transmises à la médiation de la Ville"),
    "9": ("Sites candidats", "fiche de saisine"),
    "10": ("Moyens (annexe réservée)", "Cette annexe est à part"),
    "11": ("Note aux élus", "les médiateurs ont passé"),
}
"""§4.4."""
AUTRES = {
    "planning_previsionnel": ("site-a-2026-11", ("Heures prévues sur le site", "Partenaires")),
    "fiche_saisine": ("site-b", ("Motifs", "Sources", "T0", "Effets attendus")),
    "support_comite": (
        "comite-operationnel-ouest.2026-08-27",
        ("Présence par site et par période", "Les deux semaines qui viennent"),
    ),
    "bilan_clspd": ("2026", ("Quartier par quartier", "Complémentarité", "Conflits apaisés")),
    "bilan_annuel": ("2026", ("Les interventions", "Objectifs de l'année qui vient")),
    "fiche_quartier": ("etouvie", ("Tableau de bord", "Présence", "Mésusages les plus vus")),
    "extrait_bailleur": (
        "sv-bailleur.2026-T3",
        ("Signalements", "Délai de traitement", "Heures de présence par quartier"),
    ),
    "note_elus": ("2026-T3", ("Les lieux vont-ils mieux ?", "À décider", "Trois mois de plus")),
    "annexe_couts_evites": ("2026", ("Chiffres des partenaires", "Leur méthode")),
}
"""§4.6, but for what is another screen: the shared grid, the restricted map, what is pinned up."""


def printed(annee: Annee, name: str, sujet: str) -> ContenuLivrable:
    work, livrable = Work(annee.tx, annee.programme, READ_ON), livrables()[name]
    return ecrit.printed(work, None, ecrit.composed(work, livrable, livrable.cible(work, sujet)))


def paper(whole: ContenuLivrable, ending: str = "") -> str:
    made = livrables()["dossier_trimestriel"].formats["pdf"](copies(whole)[ending])
    return read(PdfReader(BytesIO(made)))


def missing(text: str, words: tuple[str, ...]) -> list[str]:
    return [one for one in words if squeezed(one) not in text]


def test_each_numbered_line_is_found_on_paper(annee: Annee) -> None:
    for name, sujet, told in (
        ("compte_rendu", "site-c-2026-05", COMPTE_RENDU),
        ("dossier_trimestriel", "2026-T3", DOSSIER),
    ):
        whole = printed(annee, name, sujet)
        text = paper(whole)
        for numero, words in told.items():
            assert missing(text, words) == [], f"{name} {numero}"
    money = paper(whole, "-annexe")
    assert missing(money, ("Coût d'une heure de présence", "Clé de répartition")) == []
    for name, (sujet, words) in AUTRES.items():
        page = json.dumps(mise_en_page(printed(annee, name, sujet)), ensure_ascii=False)
        assert missing(squeezed(page), words) == [], name
