"""What an export tells of people and of mediators: only in large numbers (adr/0006, 0026)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.petits_effectifs import SEUIL, ne_livre_pas, protect_beside, toutes_a_un
from digests.contract import Comptes
from digests.exports.cellules import EXACT, RIEN, CelluleExport, cellules
from storage.indicateurs.contrat import Indicateur, Nombre, Proportion, Repartition

OUI: Final = "oui"
NON: Final = "non"
"""What a share counts, and the rest of it."""
AUTRES: Final = "autres-non-detailles"
"""What may be told of none of them by itself."""
MOINS: Final = f"moins de {SEUIL}"
TU: Final = "tu : petits effectifs"
AU_MOINS: Final = "au moins"
EN_COURS: Final = "se lit une fois le trimestre fini"
PAR_BLOCS: Final = frozenset({"relais-effectifs", "relais-continus", "accords-tenus"})
"""Letters tell them over blocks of twelve weeks, not week after week."""
SE_DEDUIT: Final = "se lit dans un autre chiffre, ou s'en déduirait"
SANS_REGISTRE: Final = "se lit dans l'export de la coordination"
DITS: Final[Mapping[str, str]] = {
    "typologie": "rencontres.public",
    **{
        slug: slug
        for slug in (
            *("genre", "premiers-contacts", "sollicitations-type", "part-aller-vers", "besoins"),
            *("institutions-mal-comprises", "demarches", "orientations", "gestes-mediation"),
            *("conflits-directs", "conflits-stades", "conflits-apaises", "mediations-ouvertes"),
            *("mediations-closes", "accords-obtenus", "relais-ouverts", "relais-domaines"),
            *PAR_BLOCS,
        )
    },
}
"""Of people: each of these beside the others gives no small count away by subtraction, and what
it is called in the register of publications. The rest are sums or parts of them."""
Publier = Callable[[Comptes, int], Comptes]
"""Counts by word and their total, as they may leave beside all that left."""


def publiables(
    one: Indicateur[Any], value: Any, parties: Sequence[Sequence[Any]], dire: Publier
) -> Iterator[CelluleExport]:
    """What may be told of people met in one territoire, over a quarter that is over.

    parties: its values in whatever letters tell apart (each week, then each month), but for the
    small ones; several in all of a list are silent together, or it tells nothing.
    """
    if one.slug not in DITS:
        yield CelluleExport(dit=SE_DEDUIT)
        return
    par = comptes(value)
    total, mots = sum(par.values()), sorted(par)
    parts = [[comptes(part) for part in parties_] for parties_ in parties]
    sums = [[sum(part.values()) for part in every] for every in parts]
    if total < SEUIL:
        yield from _few(value, total, sums)
        return
    if not all(map(ne_livre_pas, sums)):
        yield CelluleExport(dit=TU)
        return
    given_away = {
        mot
        for mot in mots
        if not all(ne_livre_pas([part.get(mot, 0) for part in every]) for every in parts)
    }
    beside = [n for every in sums for n in every]
    alone = dict(zip(mots, protect_beside([par[mot] for mot in mots], beside), strict=True))
    silent = _several(mots, given_away | {mot for mot, n in alone.items() if n is None})
    told = dire({mot: None if mot in silent else n for mot, n in par.items()}, total)
    yield from _cells(value, told, total)


def _few(value: Any, total: int, sums: Sequence[Sequence[int]]) -> Iterator[CelluleExport]:
    """Of hardly anybody: that they are few, unless it says how many they were each week."""
    if not total:
        yield from cellules(value)
        return
    yield CelluleExport(dit=TU if any(map(toutes_a_un, sums)) else MOINS)


def comptes(value: Any) -> Mapping[str, int]:
    """Its counts by word, which add up to all of it. Raises TypeError for what counts nobody."""
    match value:
        case Nombre(n):
            return {"": n}
        case Proportion(n, sur):
            return {OUI: n, NON: sur - n}
        case Repartition(par):
            return par
        case _:
            raise TypeError(f"nothing says what is small in {value}")


def _several(mots: Sequence[str], silent: set[str]) -> set[str]:
    """One alone would be what is left of the total."""
    if len(silent) != 1 or len(mots) < 2:
        return silent
    return silent | {next(mot for mot in mots if mot not in silent)}


def _cells(value: Any, told: Comptes, total: int) -> Iterator[CelluleExport]:
    match value:
        case Nombre() if None in told.values():
            yield CelluleExport(dit=TU)
        case Proportion() if None in told.values():
            yield CelluleExport(sur=total, dit=TU)
        case Nombre() | Proportion():
            yield from cellules(value)
        case _:
            yield from details({mot: n for mot, n in told.items() if n}, total)


def ensemble(parts: Iterable[Sequence[CelluleExport]]) -> Iterator[CelluleExport]:
    """The whole, made of what each territoire tells: comparing both teaches nothing.

    A word that one of them keeps with the rest is told « au moins ».
    """
    every = [part for part in parts if any(one.dit != RIEN for one in part)]
    silent = [one for part in every for one in part if one.dit in (TU, MOINS)]
    totals = [part[0].sur for part in every]
    sur = None if None in totals else sum(one or 0 for one in totals)
    by_word: defaultdict[str, float] = defaultdict(float)
    for part in every:
        for one in part:
            if one.valeur is not None:
                by_word[one.mot] += one.valeur
    if not any(by_word.values()):
        yield _none_of_them([one for part in every for one in part], silent, sur)
        return
    for mot, n in by_word.items():
        dit = TU if mot == AUTRES else AU_MOINS if silent else EXACT
        yield CelluleExport(mot, n, sur, dit=dit)


def _none_of_them(
    cells: Sequence[CelluleExport], silent: Sequence[CelluleExport], sur: int | None
) -> CelluleExport:
    """Of all territoires together, when none of them tells more than zero.

    « Moins de » holds of the whole when one territoire alone is not at zero.
    """
    if not cells:
        return CelluleExport(dit=RIEN)
    if len(cells) == 1 or not (silent or cells[0].dit == EXACT):
        return cells[0]
    return CelluleExport(sur=sur, dit=TU) if silent else cells[0]._replace(sur=sur)


def details(told: Mapping[str, int], total: int) -> Iterator[CelluleExport]:
    """What is told by word, then all the rest together."""
    if not total:
        yield CelluleExport(dit=RIEN)
    for mot, n in told.items():
        yield CelluleExport(mot, n, total, dit=EXACT)
    if rest := total - sum(told.values()):
        yield CelluleExport(AUTRES, rest, total, dit=TU)
