"""A reader of every exact total, who knows the rule, still cannot tell who the few were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import pytest

from bot.domain.petits_effectifs import SEUIL
from digests.contract import Comptes, Perimetre
from digests.effectifs import by_public, by_site
from storage.figures import Lieu
from storage.figures_rencontres import Counts

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


def secrets(counts: Counts) -> Counter[tuple[object, ...]]:
    """What nobody may find when it is small: publics, by site, and by site and période."""
    found: Counter[tuple[object, ...]] = Counter()
    for (site, tranche, public), n in counts.items():
        for secret in ((public,), (site, public), (tranche, public), (site, tranche, public)):
            found[secret] += n
    return found


@pytest.mark.parametrize(
    ("sites", "tranches", "publics", "highest"),
    [(1, 1, 3, 24), (2, 1, 3, 12), (1, 2, 3, 12), (2, 2, 2, 8)],
)
def test_no_small_public_can_be_worked_out_from_exact_sites_and_periodes(
    sites: int, tranches: int, publics: int, highest: int
) -> None:
    perimetre = Perimetre(tuple(lieu(n) for n in range(sites)), profondeur="detail")
    slugs = TRANCHES[:tranches]
    known = PUBLICS[:publics]
    cells = [(n, tranche, public) for n in range(sites) for tranche in slugs for public in known]
    behind: dict[str, list[Counter[tuple[object, ...]]]] = defaultdict(list)
    for counts in weeks(cells, highest):
        table = by_site(perimetre.lieux, counts, slugs)
        assert sum(row["n"] for row in table) == sum(counts.values())
        told = sorted(by_public(perimetre, counts, known, alone).items())
        behind[repr((table, told))].append(secrets(counts))
    found = [
        (told, secret)
        for told, possible in behind.items()
        for secret, n in possible[0].items()
        if 0 < n < SEUIL and all(one[secret] == n for one in possible)
    ]
    assert found == []


def test_the_whole_tells_of_publics_only_the_sum_of_what_each_territoire_tells() -> None:
    ouest, nord = lieu(1), lieu(2, "nord")
    counts = {
        (1, "soiree", "ados"): 12,
        (1, "soiree", "adultes"): 11,
        (2, "soiree", "ados"): 6,
        (2, "soiree", "seniors"): 3,
    }
    told = [
        by_public(Perimetre(lieux, profondeur="compte"), counts, PUBLICS, alone)
        for lieux in ((ouest,), (nord,), (ouest, nord))
    ]
    assert told == [{"ados": 12, "adultes": 11}, {}, {"ados": 12, "adultes": 11}]
