"""The local social diagnosis of a quartier: places, publics, tensions, trends (H07, H08, K26)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible, sans_terme
from digests.livrables.blocs import fiche, manque, rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import choses, personnes, qualitatif
from digests.livrables.mots import RIEN
from digests.livrables.periode import cibles, matiere, notes, tendances
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.periode.tableau import site_par_site
from digests.livrables.trimestre import ensemble, preconisations
from storage.indicateurs.contexte import logements

CONTEXTE: Final = "le contexte du quartier : population, projets, travaux, avec leurs sources."
DYNAMIQUES: Final = "les dynamiques : ce qui change, qui s'entend, ce qui bloque."
RESSOURCES: Final = "les ressources du quartier : associations, habitants, lieux."


def contexte(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """What the file says of it; the rest is written, with its sources (003 l.783)."""
    config = matiere.config
    quartier = config.quartier(matiere.cible.cle)
    sites = [config.site(lieu.slug) for lieu in matiere.lieux]
    homes = matiere.chiffre(logements).par
    owners = list(dict.fromkeys(one.bailleur for one in sites if one.bailleur))
    said = [
        f"{config.service(slug).label} ({homes[slug]} logements dans tout le dispositif)"
        if slug in homes
        else config.service(slug).label
        for slug in owners
    ]
    yield fiche(
        "Le quartier",
        [
            ("Territoire", config.territoire(quartier.territoire).label),
            ("Autres noms", ", ".join(quartier.autres_noms) or RIEN),
            ("Sites suivis", ", ".join(one.label for one in sites) or RIEN),
            ("Bailleurs", ", ".join(said) or RIEN),
        ],
    )
    if not sites:
        yield manque("aucun site n'est suivi dans ce quartier.")


LIVRABLE = Livrable(
    titre="Diagnostic social local",
    court="Diagnostic",
    lecteurs="comité technique, services de la collectivité",
    source="000 l.48, l.113",
    cadence="à la demande",
    sorte=SorteCible.QUARTIER,
    chapitres=(
        Chapitre("1", "Contexte", contexte, CONTEXTE),
        Chapitre("2", "Les lieux", site_par_site),
        Chapitre("2.1", "Usages et mésusages, par période", tendances.croisements),
        Chapitre("2.2", "Cadre de vie", choses.veille_technique),
        Chapitre("3", "Les publics", personnes.publics),
        Chapitre("3.1", "Ce qu'ils demandent", personnes.demandes),
        Chapitre("3.2", "Besoins", qualitatif.besoins),
        Chapitre("4", "Tensions", personnes.differends),
        Chapitre("5", "Mois par mois", tendances.mois_par_mois),
        Chapitre("6", "Les acteurs", ensemble.complementarite),
        Chapitre("6.1", "Ressources", rien, RESSOURCES),
        Chapitre("7", "Dynamiques de territoire", rien, DYNAMIQUES),
        Chapitre("8", "Préconisations", preconisations.registre),
        Chapitre("9", "Méthode et limites", notes.methode),
    ),
    cible=cibles.quartier,
    lit=matiere.of_quartier,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    sujets=cibles.quartiers,
)
