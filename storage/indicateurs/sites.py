"""Hours by what the sites are: their kind, their place, their landlord, their quartier."""

from __future__ import annotations

from collections.abc import Callable

from storage.dispositif import Site
from storage.figures import Lieu
from storage.indicateurs.contrat import SUIVI, Repartition, Unite, indicateur, shared_out
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import heures_presence


@indicateur(
    *("heures-type-site", "Heures par sorte de site", SUIVI, Unite.MINUTES), source="000 l.43"
)
def heures_type_site(releve: Releve) -> Repartition:
    """Minutes de présence par sorte de site : espace nouveau ou rénové, zone à mésusages."""
    return _by(releve, lambda site: site.type_site)


@indicateur(
    *("heures-type-lieu", "Heures par type de lieu", SUIVI, Unite.MINUTES),
    source="003 l.1172 ; 004 l.33",
)
def heures_type_lieu(releve: Releve) -> Repartition:
    """Minutes de présence par type de lieu du site : place, parc, pied d'immeuble."""
    return _by(releve, lambda site: site.type_lieu)


@indicateur(
    *("heures-bailleur", "Heures par bailleur", SUIVI, Unite.MINUTES), source="001 l.12, l.67"
)
def heures_bailleur(releve: Releve) -> Repartition:
    """Minutes de présence par bailleur du site ; les sites sans bailleur n'y sont pas."""
    return _by(releve, lambda site: site.bailleur)


@indicateur(
    *("heures-quartier", "Heures par quartier", SUIVI, Unite.MINUTES), source="000 l.43 ; 002 l.16"
)
def heures_quartier(releve: Releve) -> Repartition:
    """Minutes de présence par quartier du site."""
    return _by(releve, lambda site: site.quartier)


def known(releve: Releve) -> list[tuple[Lieu, Site]]:
    """Its places, with what the file says of each: a site of which it says nothing is left out."""
    sites = {site.slug: site for site in releve.programme.config.sites}
    return [(lieu, sites[lieu.slug]) for lieu in releve.lieux if lieu.slug in sites]


def _by(releve: Releve, word: Callable[[Site], str | None]) -> Repartition:
    return shared_out(
        (found, heures_presence(releve.on(lieu)).n)
        for lieu, site in known(releve)
        if (found := word(site))
    )
