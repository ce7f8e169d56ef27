"""The plan of action with partners: what comes back there, who does what, until when (G13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible, sans_terme
from bot.words import pluriel
from digests.livrables import proteges
from digests.livrables.blocs import grille, manque, note, rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention.planning import connus
from digests.livrables.mots import part
from digests.livrables.periode import cibles, matiere, notes, tendances
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.trimestre import preconisations
from storage.indicateurs import conflits, delais, observations, veille

ACTIONS: Final = (
    "une action par ligne : quoi, qui, jusqu'à quand (passages réguliers, rappels du règlement, "
    "enquêtes de voisinage, animations)."
)
SUIVI: Final = "où en est chaque action, et à quelle réunion on en reparle."
REVIENT: Final = 2
"""Months in which a mésusage was seen, before it is said to come back."""


def mesusages(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Those that were seen in several months, the most often first (001 l.30)."""
    labels, months = matiere.labels("mesusages"), matiere.releve.rangs
    seen = matiere.chiffre(observations.mesusages)
    by_month = [observations.mesusages(matiere.releve.at(rang)).par for rang in months]
    rows = []
    for slug, n in seen.par.items():
        several = sum(slug in one for one in by_month)
        if several >= REVIENT:
            rows.append([labels.get(slug, slug), pluriel(several, "mois", "mois"), str(n)])
    if rows:
        heads = ["Mésusage", "Vu pendant", "Observations qui en parlent"]
        yield grille("Les mésusages qui reviennent", heads, rows)
    else:
        yield manque(f"aucun mésusage n'a été vu pendant {REVIENT} mois : un plan est-il utile ?")


def tensions(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Conflicts by type, in large numbers only (001 l.34)."""
    kinds = matiere.labels("types_conflit")
    yield from proteges.mots(matiere, conflits.conflits_directs, kinds, "Conflit")


def degradations(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """What was reported there, and what came back once mended."""
    labels = {one.slug: one.label for one in matiere.config.categories}
    sent = matiere.chiffre(veille.signalements_categories)
    if sent.n:
        rows = [[labels.get(slug, slug), str(n)] for slug, n in sent.par.items()]
        yield grille("Signalements par catégorie", ["Catégorie", "Envoyés"], rows)
    back = delais.signalements_revenus
    yield note(f"{back.label} : {part(back, matiere.chiffre(back))}.")


def partenaires(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Those of the annuaire who work for that quartier: who does what is written above."""
    rows = list(connus(matiere.config, matiere.cible.cle))
    if rows:
        yield grille("Partenaires du quartier, dans l'annuaire", ["Partenaire", "Domaines"], rows)
    else:
        yield manque("aucun partenaire de l'annuaire ne couvre ce quartier.")


LIVRABLE = Livrable(
    titre="Plan d'action partenarial",
    court="Plan d'action",
    lecteurs="comité opérationnel et partenaires du quartier",
    source="001 l.33",
    cadence="à la demande, quand des tensions ou des mésusages reviennent",
    sorte=SorteCible.QUARTIER,
    chapitres=(
        Chapitre("1", "Ce qui revient", mesusages),
        Chapitre("1.1", "À quels moments", tendances.croisements),
        Chapitre("1.2", "Tensions", tensions),
        Chapitre("1.3", "Dégradations", degradations),
        Chapitre("2", "Actions", rien, ACTIONS),
        Chapitre("3", "Partenaires à mobiliser", partenaires),
        Chapitre("4", "Préconisations en cours", preconisations.registre),
        Chapitre("5", "Suivi", rien, SUIVI),
        Chapitre("6", "Méthode et limites", notes.methode),
    ),
    cible=cibles.quartier,
    lit=matiere.of_quartier,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    sujets=cibles.quartiers,
)
