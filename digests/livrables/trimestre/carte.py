"""3 · Where the interventions are, and where there is none (000 l.43, l.118)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import du_au
from digests.livrables.blocs import carte, grille, liste, manque, note
from digests.livrables.periode.matiere import MatierePeriode
from storage.dispositif import actifs
from storage.indicateurs.contexte import quartiers_en_intervention, sites_en_intervention


def interventions(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    config, running = matiere.config, matiere.interventions
    busy = {one.site for one in running}
    here = {lieu.slug for lieu in matiere.lieux}
    sites = [one for one in config.sites if one.slug in here and (one.actif or one.slug in busy)]
    if sites:
        yield carte(
            "Les sites ; en noir, ceux où une intervention a eu lieu",
            [(one.label, one.latitude, one.longitude, one.slug in busy) for one in sites],
        )
        yield note(", ".join(f"{rank} {one.label}" for rank, one in enumerate(sites, start=1)))
    if running:
        yield grille(
            f"Les interventions : {matiere.dite}",
            ["Site", "Quartier", "Type", "Dates"],
            [
                [
                    config.site(one.site).label,
                    config.quartier(config.site(one.site).quartier).label,
                    config.element("types_intervention", one.type).label,
                    du_au(one.debut, one.fin),
                ]
                for one in running
            ],
        )
    else:
        yield manque(f"aucune intervention n'a eu lieu {matiere.dite}.")
    places = matiere.chiffre(quartiers_en_intervention)
    held = matiere.chiffre(sites_en_intervention)
    yield note(f"{places.n} quartiers sur {places.sur}, {held.n} sites sur {held.sur}.")
    there = {config.site(slug).quartier for slug in busy}
    told = {one.slug for one in config.quartiers}
    if len(here) < len(config.sites):
        told = {config.site(slug).quartier for slug in here}
    without = [q.label for q in actifs(config.quartiers) if q.slug in told - there]
    if without:
        yield note(f"Quartiers sans intervention {matiere.dite} :")
        yield liste(without)
