"""What an export tells of people and of mediators: only in large numbers (adr/0006, 0026)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.petits_effectifs import SEUIL, protect
from digests.exports.cellules import EXACT, RIEN, CelluleExport, cellules
from storage.indicateurs.contrat import Nombre, Proportion, Repartition

AUTRES: Final = "autres-non-detailles"
"""What may be told of none of them by itself."""
MOINS: Final = f"moins de {SEUIL}"
TU: Final = "tu : petits effectifs"
AU_MOINS: Final = "au moins"
PAR_TERRITOIRE: Final = "se lit par territoire"
EN_COURS: Final = "se lit une fois le trimestre fini"


def publiables(value: Any) -> Iterator[CelluleExport]:
    """What may be told of people met in one territoire, over a quarter that is over.

    Raises TypeError for a value of which no rule says what is small.
    """
    match value:
        case Nombre(n) if n and n < SEUIL:
            yield CelluleExport(dit=MOINS)
        case Nombre():
            yield from cellules(value)
        case Proportion(n, sur):
            yield _share(n, sur)
        case Repartition(par):
            yield from _words(par)
        case _:
            raise TypeError(f"nothing says what is small in {value}")


def ensemble(parts: Iterable[Sequence[CelluleExport]]) -> Iterator[CelluleExport]:
    """The whole, made of what each territoire tells: comparing both teaches nothing."""
    by_word: defaultdict[str, list[CelluleExport]] = defaultdict(list)
    for part in parts:
        for cellule in part:
            by_word[cellule.mot].append(cellule)
    for mot, found in by_word.items():
        told = [one for one in found if one.valeur is not None]
        if not told:
            yield found[0]
            continue
        silent = len(told) < len(found)
        yield CelluleExport(
            mot,
            sum(one.valeur or 0 for one in told),
            sum(one.sur for one in told if one.sur is not None) if _of_something(told) else None,
            dit=AU_MOINS if silent else EXACT,
        )


def _of_something(told: Sequence[CelluleExport]) -> bool:
    return all(one.sur is not None for one in told)


def _share(n: int, sur: int) -> CelluleExport:
    """Neither a small count nor what is left of it."""
    if 0 < sur < SEUIL:
        return CelluleExport(dit=MOINS)
    if None in protect([n, sur - n]):
        return CelluleExport(sur=sur, dit=TU)
    return CelluleExport(valeur=n, sur=sur, dit=EXACT)


def _words(par: Mapping[str, int]) -> Iterator[CelluleExport]:
    """In an order that is not that of their size; nobody reads which ones are silent."""
    total, mots = sum(par.values()), sorted(par)
    if not total:
        yield CelluleExport(dit=RIEN)
        return
    if total < SEUIL:
        yield CelluleExport(dit=MOINS)
        return
    told = {mot: n for mot, n in zip(mots, protect([par[mot] for mot in mots]), strict=True) if n}
    for mot, n in told.items():
        yield CelluleExport(mot, n, total, dit=EXACT)
    if rest := total - sum(told.values()):
        yield CelluleExport(AUTRES, rest, total, dit=TU)
