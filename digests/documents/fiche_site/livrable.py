"""One site on one page: its identity, its figures over a year, how it is (K07, C24, B30)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible, sans_terme
from bot.words import du_au
from digests.livrables import lecteurs
from digests.livrables.blocs import fiche, sans_courbe
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention.qualitatif import ambiance
from digests.livrables.periode import cibles, matiere
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.periode.tableau import bord, methode

A_SAVOIR = "ce qu'il faut savoir de ce site, en deux ou trois phrases."


def identite(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    yield fiche("Le site", list(_lines(matiere)))


def _lines(matiere: MatierePeriode) -> Iterator[tuple[str, str]]:
    config = matiere.config
    site = config.site(matiere.cible.cle)
    quartier = config.quartier(site.quartier)
    yield "Quartier", f"{quartier.label} ({config.territoire(quartier.territoire).label})"
    kind = config.element("types_site", site.type_site).label
    yield "Sorte de site", f"{kind}, {config.type_lieu(site.type_lieu).label.lower()}"
    if site.bailleur:
        yield "Bailleur", config.service(site.bailleur).label
    ran = [du_au(one.debut, one.fin) for one in matiere.interventions]
    yield "Interventions", " ; ".join(ran) or "aucune sur la période"


def etat(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Ambiance by period: one drawing is kept for the compte rendu."""
    yield from sans_courbe(ambiance(matiere))
    yield methode(matiere.config)


LIVRABLE = Livrable(
    titre="Fiche site",
    court="Fiche site",
    lecteurs="comités et partenaires du territoire",
    source="003 l.790, l.1316 ; 003 l.479",
    cadence="à la demande",
    sorte=SorteCible.SITE,
    chapitres=(
        Chapitre("1", "Identité", identite, A_SAVOIR),
        Chapitre("2", "Douze mois en chiffres", bord),
        Chapitre("3", "Ambiance", etat),
    ),
    cible=cibles.site,
    lit=matiere.of_site,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.LIEU,
    sujets=cibles.sites,
)
