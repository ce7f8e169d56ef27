"""Heads counted once a year, by quartier and kind, as the file says them (K24, K25)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from digests.livrables.blocs import grille, note
from digests.livrables.mots import RIEN
from digests.livrables.periode.matiere import MatierePeriode


def presents(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """The year that is told beside the one before: who was kept, who came (002 l.66-67)."""
    year = matiere.cible.fin.year
    counted = {(one.annee, one.quartier, one.type): one.nombre for one in matiere.config.effectifs}
    labels = matiere.labels("types_acteur")
    quartiers = {one.slug: one.label for one in matiere.config.quartiers}
    years = (year - 1, year)
    told = dict.fromkeys((where, kind) for when, where, kind in counted if when in years)
    rows = [
        [
            quartiers.get(where, where),
            labels.get(kind, kind),
            *(str(counted.get((when, where, kind), RIEN)) for when in years),
        ]
        for where, kind in told
    ]
    if rows:
        heads = ["Quartier", "Présence humaine", str(year - 1), str(year)]
        yield grille("Effectifs en exercice, par quartier", heads, rows)
        yield note("Comptés par la coordination une fois par an : le carnet ne les vérifie pas.")
    else:
        yield note(f"Aucun effectif de {year} n'est écrit dans le fichier du dispositif.")
    new = [f"{one.label} ({one.entrant})" for one in matiere.config.quartiers if one.entrant]
    if new:
        yield note(f"Quartiers entrés dans la géographie prioritaire : {', '.join(new)}.")
