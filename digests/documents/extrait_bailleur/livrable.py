"""The extract for a landlord: signalements, delays, hours on its stock (TFPB, GUP; BAI-2, I07)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible
from bot.words import date_longue, duree, pluriel
from digests.extraits.extrait import MEDIATION, LigneExtrait, Tri, extrait
from digests.livrables import lecteurs
from digests.livrables.blocs import fiche, grille, manque, note, paragraphe, tableau
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import choses
from digests.livrables.mots import RIEN, mediane
from digests.livrables.periode import cibles, notes
from digests.livrables.periode.matiere import MatiereBailleur, of_bailleur
from storage.indicateurs import actions, delais, veille
from storage.indicateurs.contexte import logements
from storage.indicateurs.temps import heures_presence, repartition_periodes

COMMENTAIRE: Final = "ce qui a été fait avec le bailleur, et ce qui lui est demandé."
OUVERTS: Final = 40
"""As many as two pages hold; the whole list is a file (`carnet extrait`)."""


def patrimoine(matiere: MatiereBailleur) -> Iterator[BlocLivrable]:
    """Its stock, as the file says it; the days when somebody was there."""
    yield paragraphe(MEDIATION)
    homes = matiere.chiffre(logements).par.get(matiere.bailleur.slug)
    yield fiche(
        "Le patrimoine suivi",
        [
            ("Logements", RIEN if homes is None else str(homes)),
            ("Sites", ", ".join(lieu.label for lieu in matiere.lieux) or "aucun"),
            ("Présence sur ces sites", duree(matiere.chiffre(heures_presence).n)),
            ("Actions collectives", str(matiere.chiffre(actions.actions_collectives).n)),
        ],
    )
    if not matiere.lieux:
        yield manque("aucun site n'est rattaché à ce bailleur dans le fichier du dispositif.")


def heures(matiere: MatiereBailleur) -> Iterator[BlocLivrable]:
    """By quartier and by period: on or next to the stock (BAI-2)."""
    rows = []
    for label in matiere.quartiers:
        ici = matiere.releve.on(*matiere.of_quartier(label))
        done = matiere.chiffre(repartition_periodes, ici).par
        if done:
            periods = [duree(done[slug]) if slug in done else RIEN for slug in matiere.tranches]
            rows.append([label, duree(matiere.chiffre(heures_presence, ici).n), *periods])
    if rows:
        heads = ["Quartier", "Présence", *matiere.tranches.values()]
        yield tableau("Heures de présence par quartier", heads, rows)
    else:
        yield note("Aucune présence confirmée sur ces sites.")


def par_quartier(matiere: MatiereBailleur) -> Iterator[BlocLivrable]:
    """Signalements on its stock, by quartier and category, each with its delay (I08)."""
    labels = {one.slug: one.label for one in matiere.config.categories}
    rows = []
    for label in matiere.quartiers:
        ici = matiere.releve.on(*matiere.of_quartier(label))
        waits = matiere.chiffre(delais.delai_traitement_categories, ici).par
        for slug, n in matiere.chiffre(veille.signalements_categories, ici).par.items():
            wait = mediane(waits[slug], "j") if slug in waits else RIEN
            rows.append([label, labels.get(slug, slug), str(n), wait])
    if rows:
        heads = ["Quartier", "Catégorie", "Envoyés", "Délai de traitement"]
        yield grille("Signalements sur le patrimoine", heads, rows)
        yield from choses.devenus(matiere)
    else:
        yield note("Aucun signalement n'est parti de ces sites.")
    yield from _theirs(matiere)


def _theirs(matiere: MatiereBailleur) -> Iterator[BlocLivrable]:
    """What it was sent, wherever that is, and how long it took (I08)."""
    slug, ici = matiere.bailleur.slug, matiere.partout
    sent = matiere.chiffre(veille.signalements, ici).par.get(slug, 0)
    done = matiere.chiffre(veille.signalements_verifies, ici).par.get(slug, 0)
    waiting = matiere.chiffre(veille.signalements_ouverts, ici).par.get(slug, 0)
    wait = matiere.chiffre(delais.delai_traitement_services, ici).par.get(slug)
    yield fiche(
        "Adressés à ce bailleur, tous sites",
        [
            ("Envoyés", str(sent)),
            ("Vérifiés réparés", str(done)),
            ("Encore ouverts", str(waiting)),
            ("Délai de traitement", mediane(wait, "jours") if wait else RIEN),
        ],
    )


def ouverts(matiere: MatiereBailleur) -> Iterator[BlocLivrable]:
    """What still waits for a repair, on its stock or in its hands, the oldest first."""
    tri = Tri(matiere.cible.debut, matiere.cible.fin, bailleur=matiere.bailleur.slug)
    waiting = [one for one in extrait(matiere.work, tri).lignes if one.repare_le is None]
    if not waiting:
        yield note("Aucun signalement de la période n'attend de réparation.")
        return
    heads = ["Numéro", "Quoi", "Où", "Signalé le", "Qui l'a"]
    yield grille("En attente de réparation", heads, map(_row, waiting[:OUVERTS]))
    if (more := len(waiting) - OUVERTS) > 0:
        others = pluriel(more, "autre signalement", "autres signalements")
        yield note(f"Et {others} : l'extrait CSV les dit tous.")


def _row(one: LigneExtrait) -> list[str]:
    return [one.reference, one.categorie, one.site, date_longue(one.signale_le), one.service]


LIVRABLE = Livrable(
    titre="Extrait bailleur (TFPB, GUP)",
    court="Extrait bailleur",
    lecteurs="ce bailleur, la Ville et l'État pour le suivi de la TFPB",
    source="001 l.12 ; 003 l.1045-1055",
    cadence="chaque trimestre, plus 15 jours ; chaque année, fin janvier",
    sorte=SorteCible.BAILLEUR,
    chapitres=(
        Chapitre("1", "Patrimoine", patrimoine, COMMENTAIRE),
        Chapitre("2", "Heures de présence", heures),
        Chapitre("3", "Signalements", par_quartier),
        Chapitre("4", "En attente de réparation", ouverts),
        Chapitre("5", "Méthode et limites", notes.methode),
    ),
    cible=cibles.bailleur,
    lit=of_bailleur,
    attendus=cibles.bailleurs,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.BAILLEUR,
)
