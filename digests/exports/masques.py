"""What an export tells of people and of mediators: only in large numbers (adr/0006, 0026)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.petits_effectifs import SEUIL, protect
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
    if total < SEUIL:
        yield from [CelluleExport(dit=MOINS)] if total else cellules(value)
        return
    parts = [[comptes(part) for part in parties_] for parties_ in parties]
    if not all(_closed([sum(part.values()) for part in every]) for every in parts):
        yield CelluleExport(dit=TU)
        return
    given_away = {
        mot for mot in mots if not all(_closed([p.get(mot, 0) for p in every]) for every in parts)
    }
    alone = dict(zip(mots, protect([par[mot] for mot in mots]), strict=True))
    silent = _several(mots, given_away | {mot for mot, n in alone.items() if n is None})
    told = dire({mot: None if mot in silent else n for mot, n in par.items()}, total)
    yield from _cells(value, told, total)


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


def _closed(parties: Sequence[int]) -> bool:
    """Whether their sum gives none of those away that were kept silent, to who has the others.

    Several, and neither all of them 1 nor all of them the largest that is kept silent.
    """
    small = [n for n in parties if 0 < n < SEUIL]
    least, most = len(small), (SEUIL - 1) * len(small)
    return not small or (len(small) > 1 and least < sum(small) < most)


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
        yield (silent or [one for part in every for one in part] or [CelluleExport(dit=RIEN)])[0]
        return
    for mot, n in by_word.items():
        dit = TU if mot == AUTRES else AU_MOINS if silent else EXACT
        yield CelluleExport(mot, n, sur, dit=dit)


def details(told: Mapping[str, int], total: int) -> Iterator[CelluleExport]:
    """What is told by word, then all the rest together."""
    if not total:
        yield CelluleExport(dit=RIEN)
    for mot, n in told.items():
        yield CelluleExport(mot, n, total, dit=EXACT)
    if rest := total - sum(told.values()):
        yield CelluleExport(AUTRES, rest, total, dit=TU)
