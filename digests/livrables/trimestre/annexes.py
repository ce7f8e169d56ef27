"""10, 11, 12 · Means (restricted), the note for the élus, the method (000 l.55, l.172, l.205)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable
from bot.words import duree, euros, pluriel
from digests.exports.parts import cout_annuel, parts
from digests.livrables.blocs import fiche, grille, liste, note, paragraphe
from digests.livrables.matiere import TROP_TOT
from digests.livrables.methode import definitions
from digests.livrables.mots import RIEN, nombre
from digests.livrables.trimestre.matiere import MatiereTrimestre
from storage.indicateurs import veille
from storage.indicateurs.contexte import quartiers_en_intervention
from storage.indicateurs.equipe import hors_terrain
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_mediateur, heures_presence, presences_a_confirmer

ELUS: Final = "en quelques phrases simples, ce qui a changé pour les habitants ce trimestre."


def moyens(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """10: for those who pay alone."""
    if matiere.parle_des_mediateurs:
        street = matiere.chiffre(heures_mediateur).n
        out = matiere.chiffre(hors_terrain)
        labels = matiere.labels("temps_hors_terrain")
        rows = [(labels.get(slug, slug), duree(n)) for slug, n in out.par.items()]
        yield fiche("Temps de travail", [("En rue, heures-médiateur", duree(street)), *rows])
    else:
        yield note(TROP_TOT)
    cout = cout_annuel(matiere.config)
    yield grille(
        "Clé de répartition, par an",
        ["Commanditaire", "Part", "Plafond", "Montant"],
        [
            [
                one.label,
                RIEN if one.pct is None else f"{nombre(one.pct)} %",
                RIEN if one.plafond is None else euros(one.plafond),
                RIEN if one.euros is None else euros(one.euros),
            ]
            for one in parts(matiere.config)
        ],
    )
    yield note(f"Coût annuel prévu : {RIEN if cout is None else euros(cout)}.")


def elus(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """11: one page, no jargon, by quartier and never by person (B03)."""
    hours, met = matiere.chiffre(heures_presence).n, matiere.chiffre(rencontres).n
    where = matiere.chiffre(quartiers_en_intervention)
    mended = matiere.chiffre(veille.signalements_verifies).n
    sent = matiere.chiffre(veille.signalements).n
    yield paragraphe(
        f"Ce trimestre, les médiateurs ont passé {hours // 60} heures dans la rue et échangé "
        f"{met} fois avec des habitants, dans {pluriel(where.n, 'quartier')}. "
        f"{pluriel(sent, 'chose abîmée a été signalée', 'choses abîmées ont été signalées')} ; "
        f"{pluriel(mended, 'réparation a été vue', 'réparations ont été vues')} sur place."
    )
    yield fiche("Quartier par quartier", list(_quartiers(matiere)))


def _quartiers(matiere: MatiereTrimestre) -> Iterator[tuple[str, str]]:
    for quartier in dict.fromkeys(lieu.quartier for lieu in matiere.lieux):
        here = matiere.releve.on(*(lieu for lieu in matiere.lieux if lieu.quartier == quartier))
        hours = heures_presence(here).n
        if hours:
            done = veille.signalements_verifies(here).n
            yield (
                quartier,
                f"{duree(hours)} de présence, "
                f"{pluriel(done, 'réparation vue', 'réparations vues')}",
            )


def methode(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """12: (003 l.765)."""
    unsure = matiere.chiffre(presences_a_confirmer)
    yield liste(
        [
            "Un trimestre est fait de semaines entières, chacune dans celui de son jeudi.",
            "Un binôme compte une fois dans les heures de présence, deux en heures-médiateur.",
            "Ce qui décrit des personnes se lit par grands nombres : le reste n'est pas zéro.",
            f"Présences à confirmer : {unsure.n} sur {unsure.sur}, comptées nulle part.",
        ]
    )
    yield from definitions(matiere)
