"""What was seen: each observation, and what was said at the end of each presence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite


def middle(values: Sequence[float]) -> tuple[float | None, float | None, float | None, int]:
    """The one in the middle, or the lower of the two, then the ends."""
    if not values:
        return None, None, None, 0
    rest = sorted(values)
    while len(rest) > 2:
        rest = rest[1:-1]
    return rest[0], min(values), max(values), len(values)


def looked(ici: Ici) -> Iterator[Ligne]:
    return chain(ici.noted("observation"), ici.noted("presence", "debut"))


@verite("ambiance-mediane")
def ambiance_mediane(ici: Ici) -> object:
    return middle([one["ambiance"] for one in looked(ici) if one["ambiance"] is not None])


@verite("frequentation-mode")
def frequentation_mode(ici: Ici) -> dict[str, int]:
    words = {one.valeur: one.slug for one in ici.programme.config.frequentation}
    said = (one["frequentation"] for one in looked(ici))
    return counted((words[value], 1) for value in said if value is not None)


def share(ici: Ici, column: str, word: str | None = None) -> tuple[int, int]:
    every = list(ici.noted("observation"))
    return sum(bool(one[column]) and word in (None, *one[column]) for one in every), len(every)


@verite("usages-positifs-part")
def usages_positifs_part(ici: Ici) -> tuple[int, int]:
    return share(ici, "positifs")


@verite("mesusages-part")
def mesusages_part(ici: Ici) -> tuple[int, int]:
    return share(ici, "mesusages")


@verite("presence-femmes")
def presence_femmes(ici: Ici) -> tuple[int, int]:
    return share(ici, "positifs", "femmes-presentes")


@verite("ressources-reperees")
def ressources_reperees(ici: Ici) -> dict[str, int]:
    rows = ici.noted("observation")
    return counted((one["ressource"], 1) for one in rows if one["ressource"])


def by_word(ici: Ici, column: str) -> dict[str, int]:
    return counted((word, 1) for one in ici.noted("observation") for word in one[column])


@verite("usages-positifs")
def usages_positifs(ici: Ici) -> dict[str, int]:
    return by_word(ici, "positifs")


@verite("mesusages")
def mesusages(ici: Ici) -> dict[str, int]:
    return by_word(ici, "mesusages")


def new(ici: Ici, column: str) -> dict[str, int]:
    """Since the reading begins; nothing is new where nobody had looked."""
    past = ici.before()
    if not list(past.noted("observation")):
        return {}
    known = by_word(past, column)
    return {word: n for word, n in by_word(ici, column).items() if word not in known}


@verite("usages-positifs-nouveaux")
def usages_positifs_nouveaux(ici: Ici) -> dict[str, int]:
    return new(ici, "positifs")


@verite("mesusages-nouveaux")
def mesusages_nouveaux(ici: Ici) -> dict[str, int]:
    return new(ici, "mesusages")


@verite("preventif-usages-positifs")
def preventif_usages_positifs(ici: Ici) -> tuple[int, int]:
    lived = [one for one in ici.missions() if one.type == "preventive"]
    sites = {ici.programme.sites[one.site] for one in lived}
    return share(ici.on(site for site in ici.sites if site in sites), "positifs")


@verite("gestes-mediation")
def gestes_mediation(ici: Ici) -> dict[str, int]:
    return counted((geste, 1) for one in ici.noted("conflit") for geste in one["gestes"])


@verite("grille-site-score")
def grille_site_score(ici: Ici) -> dict[str, dict[str, dict[str, int]]]:
    """Of each site, the last grid of each measure of the mission that was measured last."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for site in ici.sites:
        mine = [
            one
            for one in ici.on([site]).on_site("releve_site")
            if one["le"] < ici.fin and one["mesure"] != "libre"
        ]
        mine.sort(key=lambda one: (one["le"], one["id"]))
        for one in mine:
            if one["intervention_id"] == mine[-1]["intervention_id"]:
                slug = ici.programme.site_slugs[site]
                found.setdefault(slug, {})[one["mesure"]] = one["notes"]
    return found
