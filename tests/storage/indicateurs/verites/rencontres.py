"""People met, count after count."""

from __future__ import annotations

from tests.storage.indicateurs.verites.brut import Ici, counted, verite
from tests.storage.indicateurs.verites.temps import heures_presence


@verite("rencontres")
def rencontres(ici: Ici) -> int:
    return sum(one["nombre"] for one in ici.noted("rencontre"))


@verite("typologie")
def typologie(ici: Ici) -> dict[str, int]:
    return counted((one["public"], one["nombre"]) for one in ici.noted("rencontre"))


@verite("genre")
def genre(ici: Ici) -> dict[str, int]:
    return counted((one["genre"], one["nombre"]) for one in ici.noted("rencontre") if one["genre"])


@verite("premiers-contacts")
def premiers_contacts(ici: Ici) -> tuple[int, int]:
    told = [one for one in ici.noted("rencontre") if one["premiere_fois"] is not None]
    first = sum(one["nombre"] * one["premiere_fois"] for one in told)
    return round(first / 100), sum(one["nombre"] for one in told)


@verite("rencontres-par-heure")
def rencontres_par_heure(ici: Ici) -> tuple[int, int]:
    return rencontres(ici), heures_presence(ici)


def aged(ici: Ici) -> dict[str, tuple[int, int]]:
    return {one.slug: one.ages for one in ici.programme.config.publics if one.ages}


@verite("typologie-age")
def typologie_age(ici: Ici) -> dict[str, int]:
    return {slug: n for slug, n in typologie(ici).items() if slug in aged(ici)}


@verite("typologie-role")
def typologie_role(ici: Ici) -> dict[str, int]:
    roles = [one.slug for one in ici.programme.config.roles]
    return {slug: n for slug, n in typologie(ici).items() if slug in roles}


@verite("part-jeunes")
def part_jeunes(ici: Ici) -> tuple[int, int]:
    met = typologie_age(ici)
    young = [slug for slug, (a, b) in aged(ici).items() if a >= 12 and b <= 25]
    return sum(met.get(slug, 0) for slug in young), sum(met.values())


@verite("publics-rares")
def publics_rares(ici: Ici) -> dict[str, int]:
    """A public that nobody met at all is there, with 0."""
    met = typologie_age(ici)
    whole = sum(met.values())
    every = {slug: met.get(slug, 0) for slug in aged(ici)}
    return {slug: n for slug, n in every.items() if whole >= 100 and n / whole < 0.05}
