"""The programme that a past is lived in: the file's own, with so many binômes and their sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

import yaml

from bot.domain.interventions import add_months
from bot.domain.semaine import Jour
from storage.dispositif import (
    Binome,
    Creneau,
    Dispositif,
    DispositifError,
    Intervention,
    Site,
    actifs,
    check_tree,
)

MOST_BINOMES: Final = 1_000
BY_HAND: Final = 3
"""Binômes whose interventions the coordination renews from the bot; for more, the file says them:
each renewal reads the whole programme again."""
MONTHS: Final = 3
AHEAD: Final = 6
"""Months after the last day for which an intervention may be decided."""
SIMULATION: Final = "(simulation)"
DECIDED_BEFORE: Final = timedelta(days=7)
OBJECTIFS: Final = (
    "Apaiser les fins de journée",
    "Faire revenir les familles",
    "Accompagner les nouveaux usages du lieu",
    "Rétablir le dialogue entre habitants et bailleur",
)

Tour = tuple[Jour, time, time, int]
"""A slot of a week: the day, from, to, and which of the binôme's sites."""

# A little over 21 hours of presence a week, for some are missed: 60 % of 35 hours, over the day,
# the evening and the week-end (000 l.120, l.142). That makes 7 hours a site for three sites, and
# 10 h 30 for two (requirements §0.7).
TROIS_SITES: Final[tuple[Tour, ...]] = (
    ("mar", time(16, 30), time(21, 30), 0),
    ("mer", time(14, 30), time(19, 30), 1),
    ("ven", time(16), time(21), 2),
    ("sam", time(13, 30), time(16), 0),
    ("sam", time(16), time(18, 30), 1),
    ("sam", time(18, 30), time(21), 2),
)
DEUX_SITES: Final[tuple[Tour, ...]] = (
    ("mar", time(14), time(18), 0),
    ("mer", time(15), time(19), 1),
    ("jeu", time(17), time(21), 0),
    ("ven", time(17), time(21, 30), 1),
    ("sam", time(15), time(17, 45), 0),
    ("sam", time(17, 45), time(20), 1),
)


def demonstration(config: Dispositif, binomes: int, first: date, last: date) -> Dispositif:
    """`config` with so many binômes, from `first` to `last`; two or three sites each (000 l.120).

    Its lists, services, partners and comités are kept. Raises DispositifError for more binômes
    than one programme holds.
    """
    if not 1 <= binomes <= MOST_BINOMES:
        raise DispositifError([f"binomes : de 1 à {MOST_BINOMES}"])
    sites = _sites(config, binomes)
    places = list(_places(sites, binomes))
    changes: dict[str, Any] = {
        "nom": f"{config.nom} {SIMULATION}",
        "exemple": True,
        "convention": _convention(config, first, last),
        "sites": sites,
        "binomes": tuple(_binome(config, rank) for rank in range(binomes)),
        "interventions": tuple(_interventions(config, places, first, last)),
        "creneaux": tuple(_creneaux(config, places)),
    }
    return check_tree(tree(config.model_copy(update=changes)))


def tree(config: Dispositif) -> dict[str, Any]:
    """As a file would hold it."""
    written: dict[str, Any] = config.model_dump(mode="json", exclude_defaults=True)
    return written


def written(config: Dispositif) -> str:
    """The same in YAML."""
    text: str = yaml.safe_dump(tree(config), allow_unicode=True, sort_keys=False, width=120)
    return text


def slug_of(config: Dispositif, rank: int) -> str:
    """Of the binôme of that rank, from 0: the file's own first."""
    known = actifs(config.binomes)
    return known[rank].slug if rank < len(known) else f"binome-{rank + 1}"


def _binome(config: Dispositif, rank: int) -> Binome:
    known = actifs(config.binomes)
    if rank < len(known):
        return known[rank]
    return Binome(slug=slug_of(config, rank), label=f"Binôme {rank + 1}")


def _share(rank: int) -> int:
    """Three sites, or two, in turn."""
    return 3 - rank % 2


def _sites(config: Dispositif, binomes: int) -> tuple[Site, ...]:
    """The file's own, then others like them."""
    own = actifs(config.sites)
    needed = sum(_share(rank) for rank in range(binomes))
    more = (_site(config, own, rank) for rank in range(needed - len(own)))
    return (*own, *more)


def _site(config: Dispositif, own: Sequence[Site], rank: int) -> Site:
    model = own[rank % len(own)]
    return model.model_copy(
        update={
            "slug": f"lieu-{rank + 1}",
            "label": f"Climat {rank + 1}",
            "libelle_long": None,
            "mots": (),
            "quartier": config.quartiers[rank % len(config.quartiers)].slug,
            "latitude": round(model.latitude + (rank % 40) / 2000, 5),
            "longitude": round(model.longitude + (rank // 40) / 2000, 5),
        }
    )


def _places(sites: Sequence[Site], binomes: int) -> Iterator[tuple[Site, ...]]:
    """The sites of each binôme; those of the file that are left go to nobody."""
    begins = 0
    for rank in range(binomes):
        share = min(_share(rank), len(sites) - begins)
        yield tuple(sites[begins : begins + share])
        begins += share


def _week(mine: Sequence[Site]) -> tuple[Tour, ...]:
    return TROIS_SITES if len(mine) > 2 else DEUX_SITES


def _creneaux(config: Dispositif, places: Sequence[Sequence[Site]]) -> Iterator[Creneau]:
    for rank, mine in enumerate(places):
        for jour, de, a, place in _week(mine):
            site = mine[place % len(mine)].slug
            yield Creneau(binome=slug_of(config, rank), site=site, jour=jour, de=de, a=a)


def _convention(config: Dispositif, first: date, last: date) -> Any:
    """The file's own, long enough for what is lived and decided in it."""
    convention = config.convention
    latest = max(convention.fin_max or date.max, last)
    begins = min(convention.debut, first - DECIDED_BEFORE)
    ends = max(convention.fin, min(add_months(last, AHEAD), latest))
    changes = {"debut": begins, "fin": ends, "fin_max": convention.fin_max and latest}
    return convention.model_copy(update=changes)


def _interventions(
    config: Dispositif, places: Sequence[Sequence[Site]], first: date, last: date
) -> Iterator[Intervention]:
    """Three months on each site from the first day; the later ones too for many binômes."""
    types = [one.slug for one in config.liste("types_intervention")]
    for rank, site in enumerate(site for mine in places for site in mine):
        begins = first
        while begins == first or (len(places) > BY_HAND and begins <= last):
            ends = add_months(begins, MONTHS) - timedelta(days=1)
            yield Intervention(
                slug=f"{site.slug}-{begins:%Y%m%d}",
                site=site.slug,
                type=types[rank % len(types)],
                decision=begins - DECIDED_BEFORE,
                debut=begins,
                fin=ends,
                objectifs=(OBJECTIFS[rank % len(OBJECTIFS)],),
            )
            begins = ends + timedelta(days=1)
