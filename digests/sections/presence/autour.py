"""The others around the binômes: what the Ville's team covers with them, what nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.mois import Mois
from bot.words import duree, pluriel
from digests.contract import Figures, Recueil
from storage.dispositif import actifs
from storage.indicateurs.acteurs import (
    couverture_quartiers,
    periodes_sans_personne,
    recouvrement_ville,
)
from storage.indicateurs.contrat import Proportion


def read(recueil: Recueil) -> Figures:
    """In minutes, announced or planned; quartiers, the least covered first, in a month alone."""
    here = recueil.releve.at(-1)
    ville = recouvrement_ville(here)
    # Told beside the Ville's hours alone, and long to cut at its tranches.
    empty = periodes_sans_personne(here) if ville.sur else Proportion(0, 0)
    return {
        "ville": ville.sur,
        "ensemble": ville.n,
        "sans_personne": empty.n,
        "tranches": empty.sur,
        "quartiers": _quartiers(recueil) if isinstance(recueil.semaine, Mois) else [],
    }


def _quartiers(recueil: Recueil) -> list[Figures]:
    """Every one of these territoires, those without any site too (002 l.16)."""
    found = couverture_quartiers(recueil.releve.at(-1)).par
    where, here = recueil.perimetre, recueil.perimetre.territoires
    every = actifs(recueil.programme.config.quartiers)
    mine = [one for one in every if where.tout or one.territoire in here]
    ordered = sorted(mine, key=lambda one: found.get(one.slug, 0))
    return [{"label": one.label, "minutes": found.get(one.slug, 0)} for one in ordered]


def show(numbers: Figures) -> Iterator[str]:
    """Nothing of a point that was frozen before."""
    if numbers.get("ville"):
        yield _beside(numbers)
    quartiers = numbers.get("quartiers", ())
    if len(quartiers) > 1:
        yield (
            "Présence de tous les acteurs (la nôtre, et celle qu'ils annoncent), du quartier le "
            f"moins couvert au plus couvert : {_covered(quartiers)}."
        )


def _covered(quartiers: Sequence[Figures]) -> str:
    """« aucune à Pierre Rollin, Elbeuf – Lescouvé ; Amiens Nord 29 h 05, Étouvie 57 h 58 »."""
    empty = ", ".join(one["label"] for one in quartiers if not one["minutes"])
    others = (f"{one['label']} {duree(one['minutes'])}" for one in quartiers if one["minutes"])
    said = [f"aucune à {empty}" if empty else "", ", ".join(others)]
    return " ; ".join(one for one in said if one)


def _beside(numbers: Figures) -> str:
    """« La médiation de la Ville annonce 6 h 00 dans ces quartiers, dont 2 h 00 aux heures… »"""
    both, empty = numbers["ensemble"], numbers["sans_personne"]
    with_us = f"dont {duree(both)} aux heures de" if both else "à d'autres heures que"
    said = (
        f"La médiation de la Ville annonce {duree(numbers['ville'])} dans ces quartiers, "
        f"{with_us} notre planning."
    )
    if not empty:
        return said
    holes = pluriel(empty, "période")
    return (
        f"{said} Ni elle, ni nous, ni personne n'est annoncé dans {holes} sur "
        f"{numbers['tranches']} des quartiers en intervention."
    )
