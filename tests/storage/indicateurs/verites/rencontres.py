"""People met, count after count."""

from __future__ import annotations

from tests.storage.indicateurs.verites.brut import Ici, counted, verite


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
