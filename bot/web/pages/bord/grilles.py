"""The site grid at T0, T1 and T2, side by side (H24): notes of 0 to 4, never a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.web.pages.bord.regarde import Regarde
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve

GRILLE: Final = "grille-site-score"
LISTE: Final = "grille_site"
MESURES: Final = {
    "t0": "T0, au début",
    "t1": "T1, à la fin",
    "t2": "T2, trois mois après",
}


@dataclass(frozen=True, slots=True)
class GrilleComparee:
    """One site: a line for each criterion, a column for each measure (« — » when not made)."""

    site: str
    mesures: tuple[str, ...]
    lignes: tuple[tuple[str, tuple[str, ...]], ...]


def grilles(asked: Regarde, releve: Releve) -> list[GrilleComparee]:
    """Those of the sites that this reader has one by one, where a grid was ever filled."""
    known = registre()
    if GRILLE not in known or not asked.regard.sites:
        return []
    by_site = known[GRILLE](releve).par
    labels = {lieu.slug: lieu.label for lieu in releve.lieux}
    criteria = asked.config.liste(LISTE)
    return [
        GrilleComparee(
            labels[slug],
            tuple(MESURES.values()),
            tuple(
                (one.label, tuple(_note(noted.get(mesure, {}), one.slug) for mesure in MESURES))
                for one in criteria
            ),
        )
        for slug, noted in by_site.items()
    ]


def _note(noted: Mapping[str, int], critere: str) -> str:
    note = noted.get(critere)
    return "—" if note is None else str(note)
