"""A programme of the size asked for: Amiens, with so many binômes, their sites and their week."""

from __future__ import annotations

from datetime import time
from functools import cache

from bot.domain.semaine import JOURS
from storage.dispositif import Binome, Creneau, Dispositif, Site, load, packaged

TURNS = (
    (time(14), time(18), ("lun", "mer", "sam")),
    (time(17), time(21), ("mar", "jeu", "ven")),
    (time(17), time(21), ("mar", "jeu", "sam")),
)
"""Three slots a week: the binômes take these in turn."""


@cache
def dispositif(binomes: int) -> Dispositif:
    """Amiens with that many binômes, one more site for two of them, three slots a week each.

    0 is the packaged file as it stands.
    """
    amiens = load(packaged("amiens"))
    if not binomes:
        return amiens
    sites = (*amiens.sites, *(_site(amiens, rank) for rank in range(binomes // 2)))
    return amiens.model_copy(
        update={
            "sites": sites,
            "binomes": tuple(_binome(rank) for rank in range(binomes)),
            "creneaux": tuple(slot for rank in range(binomes) for slot in _week(rank, sites)),
        }
    )


def slug(rank: int) -> str:
    """Of the binôme of that rank, from 0."""
    return f"binome-{rank + 1}"


def _binome(rank: int) -> Binome:
    return Binome(slug=slug(rank), label=f"Binôme {rank + 1}")


def _site(amiens: Dispositif, rank: int) -> Site:
    quartier = amiens.quartiers[rank % len(amiens.quartiers)].slug
    model = amiens.sites[rank % len(amiens.sites)]
    return model.model_copy(
        update={
            "slug": f"place-{rank + 1}",
            "label": f"Place {rank + 1}",
            "libelle_long": None,
            "mots": (),
            "quartier": quartier,
            "latitude": model.latitude + rank / 2000,
        }
    )


def _week(rank: int, sites: tuple[Site, ...]) -> list[Creneau]:
    """Two sites in turn."""
    de, a, jours = TURNS[rank % len(TURNS)]
    places = (sites[rank % len(sites)].slug, sites[(rank + 1) % len(sites)].slug)
    return [
        Creneau(binome=slug(rank), site=places[n % 2], jour=jour, de=de, a=a)
        for n, jour in enumerate(JOURS[JOURS.index(jour)] for jour in jours)
    ]
