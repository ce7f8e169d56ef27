"""One quartier on one page: its dashboard, its sites, whether anybody is there (K07, CPV-4)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible, sans_terme
from bot.words import du_au
from digests.livrables import lecteurs
from digests.livrables.blocs import liste, note, sans_courbe
from digests.livrables.contexte import en_une_ligne
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode import cibles, matiere
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.periode.tableau import bord, methode, site_par_site

SITES = 6
"""As many as one page holds beside its dashboard."""
A_SAVOIR = "ce qu'il faut savoir de ce quartier, en deux ou trois phrases."


def interventions(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Those of the period; a quartier where there was none is said to have none."""
    names = [
        f"{matiere.config.site(one.site).label}, {du_au(one.debut, one.fin)}"
        for one in matiere.interventions
    ]
    if names:
        yield liste(names[-SITES:])
    else:
        yield note("Aucune intervention dans ce quartier sur la période.")


def sites(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    yield from sans_courbe(site_par_site(matiere, SITES))
    yield methode(matiere.config)


def chiffres(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Those of the carnet, then what others measured of that quartier."""
    yield from bord(matiere)
    yield from en_une_ligne(matiere, [matiere.cible.cle])


LIVRABLE = Livrable(
    titre="Fiche quartier",
    court="Fiche quartier",
    lecteurs="comités, services et partenaires",
    source="003 l.790",
    cadence="à la demande",
    sorte=SorteCible.QUARTIER,
    chapitres=(
        Chapitre("1", "Interventions", interventions, A_SAVOIR),
        Chapitre("2", "Douze mois en chiffres", chiffres),
        Chapitre("3", "Ses sites", sites),
    ),
    cible=cibles.quartier,
    lit=matiere.of_quartier,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.TOUS,
    sujets=cibles.quartiers,
)
