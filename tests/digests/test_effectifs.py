"""A reader of every exact total, who knows the rule, still cannot tell who the few were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import pytest

from bot.domain.petits_effectifs import SEUIL
from digests.contract import Comptes, Perimetre
from digests.effectifs import Counts, Publics, by_public
from storage.figures import Lieu

PUBLICS = ("ados", "adultes", "seniors")
TRANCHES = ("journee", "soiree")


def lieu(serial: int, territoire: str = "ouest") -> Lieu:
    return Lieu(serial, f"site-{serial}", f"Site {serial}", territoire, True, "Q")


def alone(_lieux: Sequence[Lieu], comptes: Comptes, _total: int) -> Comptes:
    """As if nothing had left before."""
    return comptes


def shares(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to share `total` encounters among `parts`."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in shares(total - first, parts - 1):
            yield (first, *others)


def weeks(cells: list[tuple[int, str, str]], highest: int) -> Iterator[Counts]:
    for total in range(1, highest + 1):
        for numbers in shares(total, len(cells)):
            yield {cell: n for cell, n in zip(cells, numbers, strict=True) if n}


def cells_of(counts: Counts) -> list[tuple[tuple[int, str], int]]:
    """What the letter tells exactly: encounters by site and tranche."""
    cells: Counter[tuple[int, str]] = Counter()
    for (site, tranche, _), n in counts.items():
        cells[site, tranche] += n
    return sorted(cells.items())


def secrets(counts: Counts) -> Counter[tuple[object, ...]]:
    """What nobody may find when it is small: publics, by site, and by site and période."""
    found: Counter[tuple[object, ...]] = Counter()
    for (site, tranche, public), n in counts.items():
        for secret in ((public,), (site, public), (tranche, public), (site, tranche, public)):
            found[secret] += n
    return found


@pytest.mark.parametrize(
    ("sites", "tranches", "ages", "autres", "highest"),
    [(1, 1, 3, 0, 24), (1, 1, 2, 1, 24), (2, 1, 3, 0, 12), (1, 2, 2, 1, 12), (2, 2, 2, 0, 8)],
)
def test_no_small_public_can_be_worked_out_from_exact_sites_and_periodes(
    sites: int, tranches: int, ages: int, autres: int, highest: int
) -> None:
    perimetre = Perimetre(tuple(lieu(n) for n in range(sites)), profondeur="detail")
    slugs = TRANCHES[:tranches]
    known = PUBLICS[: ages + autres]
    publics = Publics(known[:ages], known[ages:])
    cells = [(n, tranche, public) for n in range(sites) for tranche in slugs for public in known]
    behind: dict[str, list[Counter[tuple[object, ...]]]] = defaultdict(list)
    for counts in weeks(cells, highest):
        table = cells_of(counts)
        told = sorted(by_public(perimetre, counts, publics, alone).items())
        behind[repr((table, told))].append(secrets(counts))
    found = [
        (told, secret)
        for told, possible in behind.items()
        for secret, n in possible[0].items()
        if 0 < n < SEUIL and all(one[secret] == n for one in possible)
    ]
    assert found == []


def test_the_whole_tells_of_publics_only_the_sum_of_what_each_territoire_tells() -> None:
    ouest, nord, sud = lieu(1), lieu(2, "nord"), lieu(3, "sud")
    counts = {
        (1, "soiree", "ados"): 12,
        (1, "soiree", "adultes"): 11,
        (2, "soiree", "ados"): 6,
        (2, "soiree", "seniors"): 3,
        (3, "soiree", "ados"): 3,
        (3, "soiree", "adultes"): 20,
        (3, "soiree", "seniors"): 9,
    }
    told = [
        by_public(Perimetre(lieux, profondeur="compte"), counts, Publics(PUBLICS, ()), alone)
        for lieux in ((ouest,), (nord,), (sud,), (ouest, nord), (ouest, nord, sud))
    ]
    assert told == [
        {"ados": 12, "adultes": 11},
        {},
        {"ados+adultes": 23, "seniors": 9},
        {"ados": 12, "adultes": 11},
        {"ados+adultes": 46, "seniors": 9},
    ]


def test_the_main_public_is_told_whatever_the_smallest_is() -> None:
    publics = Publics(("enfants", *PUBLICS), ("famille", "commercant"))
    counts = {
        (1, "soiree", public): n
        for public, n in zip(publics.tous, (2, 9, 40, 0, 6, 3), strict=True)
    }
    told = by_public(Perimetre((lieu(1),), profondeur="compte"), counts, publics, alone)
    assert told == {"enfants+ados": 11, "adultes": 40}, "of the roles, one small and one larger"
    counts |= {(1, "soiree", "famille"): 0, (1, "soiree", "seniors"): 7}
    told = by_public(Perimetre((lieu(1),), profondeur="compte"), counts, publics, alone)
    assert told == {
        "enfants+ados": 11,
        "adultes": 40,
        "seniors+famille+commercant": 10,
    }, "too few others go with the last age"
