"""Each quartier on one line, for who reads no site by itself (§4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import duree
from digests.livrables.blocs import grille, manque, note
from digests.livrables.mots import part
from digests.livrables.periode.matiere import MatierePeriode
from storage.indicateurs import veille
from storage.indicateurs.observations import mesusages_part, usages_positifs_part
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence


def un_par_un(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Hours, encounters, observations, signalements: no site by itself (§4.7)."""
    rows = [row for label in matiere.quartiers if (row := _row(matiere, label))]
    if not rows:
        yield manque(f"aucune présence confirmée {matiere.dite}.")
        return
    yield grille(
        "Quartier par quartier",
        ["Quartier", "Présence", "Rencontres", "Usage positif", "Mésusage", "Signalements"],
        rows,
    )
    yield note("Usage positif, mésusage : observations qui en montrent au moins un.")


def _row(matiere: MatierePeriode, label: str) -> list[str]:
    ici = matiere.releve.on(*matiere.of_quartier(label))
    minutes = matiere.chiffre(heures_presence, ici).n
    if not minutes:
        return []
    shares = (usages_positifs_part, mesusages_part)
    return [
        label,
        duree(minutes),
        str(matiere.chiffre(rencontres, ici).n),
        *(part(one, matiere.chiffre(one, ici)) for one in shares),
        str(matiere.chiffre(veille.signalements, ici).n),
    ]
