"""What several tables, read together, give away; and a table that gives nothing more away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.bandes import parts
from bot.domain.petits_effectifs import SEUIL
from bot.domain.recoupements import categories, petits
from bot.domain.ventilation import Ventilation


def sans_revelation(
    publies: Sequence[Ventilation], nouveau: Ventilation, seuil: int = SEUIL
) -> Ventilation:
    """`nouveau`, with None wherever telling it beside `publies` would give a small count away.

    1. Told before with other numbers, a count keeps silent where it moved by less than `seuil`:
       a letter and its correction would tell who was added or taken out.
    2. Then categories fall silent one by one, those that give something away first, until what
       all tables say together tells no more small counts than they did without it.
    Of a table that was told, then told again corrected, the reader believes the last one, or the
    first one: nothing small may follow from either.
    `nouveau` is protected by itself before that (`petits_effectifs.protect`).
    """
    joined = _joined(publies, nouveau)
    nouveau = _steady([one for one in joined if one.portee == nouveau.portee], nouveau, seuil)
    for others in _editions([one for one in joined if one.portee != nouveau.portee]):
        nouveau = _beside(others, nouveau, seuil)
    return nouveau


def _beside(others: Sequence[Ventilation], nouveau: Ventilation, seuil: int) -> Ventilation:
    """As it may be told to who read `others`, that do not contradict one another."""
    known = set(petits(others, seuil))
    while any(n is not None for n in nouveau.comptes.values()):
        given = [one for one in petits([*others, nouveau], seuil) if one not in known]
        if not given:
            break
        told = [one for one, n in nouveau.comptes.items() if n is not None]
        cells = set().union(*map(categories, given))
        guilty = [one for one in told if cells.intersection(parts(one))]
        nouveau = _silent(nouveau, guilty or told[:1])
    return nouveau


def _editions(tables: Sequence[Ventilation]) -> Iterator[list[Ventilation]]:
    """All that was told first, then each time that some of it was told otherwise, as it stood."""
    versions: defaultdict[Hashable, list[Ventilation]] = defaultdict(list)
    for one in tables:
        versions[one.portee].append(one)
    for rang in range(max(map(len, versions.values()), default=1)):
        yield [mine[min(rang, len(mine) - 1)] for mine in versions.values()]


def _joined(publies: Sequence[Ventilation], nouveau: Ventilation) -> list[Ventilation]:
    """Those that meet it, those that meet these, and so on: of the rest nothing follows."""
    rest = [one for one in publies if one.mesure == nouveau.mesure]
    reached, joined = [nouveau], list[Ventilation]()
    while reached:
        near = reached.pop()
        met = [one for one in rest if one.rencontre(near)]
        rest = [one for one in rest if one not in met]
        joined, reached = [*joined, *met], [*reached, *met]
    return joined


def _steady(before: Sequence[Ventilation], nouveau: Ventilation, seuil: int) -> Ventilation:
    moved = [
        category
        for category, n in nouveau.comptes.items()
        for old in before
        if n is not None and _moved_a_little(old.comptes.get(category, 0), n, seuil)
    ]
    return _silent(nouveau, moved)


def _moved_a_little(old: int | None, n: int, seuil: int) -> bool:
    return old is not None and 0 < abs(n - old) < seuil


def _silent(table: Ventilation, categories: Iterable[str]) -> Ventilation:
    return replace(table, comptes={**table.comptes, **dict.fromkeys(categories)})
