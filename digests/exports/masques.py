"""What an export tells of people and of mediators: only in large numbers (adr/0006, 0026)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.petits_effectifs import SEUIL, protect
from digests.contract import Comptes
from digests.exports.cellules import EXACT, RIEN, CelluleExport, cellules
from storage.indicateurs.contrat import Indicateur, Nombre, Proportion, Repartition

AUTRES: Final = "autres-non-detailles"
"""What may be told of none of them by itself."""
MOINS: Final = f"moins de {SEUIL}"
TU: Final = "tu : petits effectifs"
AU_MOINS: Final = "au moins"
EN_COURS: Final = "se lit une fois le trimestre fini"
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
            *("mediations-closes", "mediations-etats", "accords-obtenus", "accords-tenus"),
            *("relais-ouverts", "relais-domaines", "relais-en-cours", "relais-effectifs"),
            "relais-continus",
        )
    },
}
"""Of people: each of these beside the others gives no small count away by subtraction, and what
it is called in the register of publications. The rest are sums or parts of them."""
Dire = Callable[[Comptes, int], Comptes]
"""Counts by word and their total, as they may leave beside all that left."""


def publiables(one: Indicateur[Any], value: Any, dire: Dire) -> Iterator[CelluleExport]:
    """What may be told of people met in one territoire, over a quarter that is over.

    Raises TypeError for a value of which no rule says what is small.
    """
    if one.slug not in DITS:
        yield CelluleExport(dit=SE_DEDUIT)
        return
    match value:
        case Nombre(n) if n and n < SEUIL:
            yield CelluleExport(dit=MOINS)
        case Nombre():
            yield from cellules(value)
        case Proportion(n, sur):
            yield _share(n, sur, dire)
        case Repartition(par):
            yield from _words(par, dire)
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
        silent = [one for one in found if one.valeur is None and one.dit != RIEN]
        yield _sum(mot, told, AU_MOINS if silent else EXACT) if told else (silent or found)[0]


def _sum(mot: str, told: Sequence[CelluleExport], dit: str) -> CelluleExport:
    sur = [one.sur for one in told if one.sur is not None]
    whole = sum(sur) if len(sur) == len(told) else None
    return CelluleExport(mot, sum(one.valeur or 0 for one in told), whole, dit=dit)


def _share(n: int, sur: int, dire: Dire) -> CelluleExport:
    """Neither a small count nor what is left of it."""
    if 0 < sur < SEUIL:
        return CelluleExport(dit=MOINS)
    oui, non = protect([n, sur - n])
    told: Comptes = dire({"oui": oui, "non": non}, sur) if sur else {"oui": 0}
    if None in told.values():
        return CelluleExport(sur=sur, dit=TU)
    return CelluleExport(valeur=n, sur=sur, dit=EXACT)


def _words(par: Mapping[str, int], dire: Dire) -> Iterator[CelluleExport]:
    """In an order that is not that of their size; nobody reads which ones are silent."""
    total, mots = sum(par.values()), sorted(par)
    if total < SEUIL:
        yield CelluleExport(dit=MOINS if total else RIEN)
        return
    alone = dict(zip(mots, protect([par[mot] for mot in mots]), strict=True))
    yield from details({mot: n for mot, n in dire(alone, total).items() if n}, total)


def details(told: Mapping[str, int], total: int) -> Iterator[CelluleExport]:
    """What is told by word, then all the rest together."""
    if not total:
        yield CelluleExport(dit=RIEN)
    for mot, n in told.items():
        yield CelluleExport(mot, n, total, dit=EXACT)
    if rest := total - sum(told.values()):
        yield CelluleExport(AUTRES, rest, total, dit=TU)
