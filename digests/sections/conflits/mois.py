"""What a point mensuel adds of conflicts: between whom, at what stage, what was done, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.mois import Mois
from digests import sociaux
from digests.contract import Figures, Recueil
from storage.indicateurs import conflits
from storage.indicateurs.gestes import gestes_mediation

RELAIS: Final = "relais"
"""What an issue of the file leads to (`suite`) when somebody else takes over."""
TITRES: Final = {
    "nature": "Nature",
    "stades": "Stade",
    "gestes": "Ce que nous avons fait",
    "services": "Relais passé à",
}


def read(recueil: Recueil, live: Figures) -> Figures:
    """Nothing in a week. live: types and issues, as they are told.

    Where the month keeps its whole back, for it would tell a week's, their sum would tell it.
    """
    issues, whole = live["issues"], live["types"]
    if not isinstance(recueil.semaine, Mois) or whole["tus"]:
        return {}
    config = recueil.programme.config
    services = {one.slug: one.label for one in config.services}
    asked = {
        "nature": (conflits.conflits_nature, recueil.labels("parties_conflit")),
        "stades": (conflits.conflits_stades, recueil.labels("stades_conflit")),
        "gestes": (gestes_mediation, recueil.labels("modes_mediation")),
        "services": (conflits.conflits_services, services),
    }
    handed = [one.label for one in config.listes.get("issues", ()) if one.suite == RELAIS]
    if not sociaux.tells(recueil, issues, handed):
        del asked["services"]
    month = recueil.releve.at(-1)
    return {
        name: sociaux.shared(recueil, month, figure, labels, mensuel=True)
        for name, (figure, labels) in asked.items()
    }


def show(numbers: Figures) -> Iterator[str]:
    """« Nature : Entre personnes 9. Stade : Avéré 8. », in one line; nothing where none may be."""
    told = [
        f"{title} : {said}."
        for name, title in TITRES.items()
        if name in numbers and (said := sociaux.detailed(numbers[name]))
    ]
    if told:
        yield " ".join(told)
