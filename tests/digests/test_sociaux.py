"""Counts about people across territoires: comparing letters gives no small count away."""

from __future__ import annotations

import pytest

from bot.domain.petits_effectifs import SEUIL
from digests.contract import Perimetre
from digests.sociaux import in_words, published, with_success
from storage.figures import Lieu

WORDS = ("relais vérifié", "relais vérifiés")
WELL = ("effectif", "effectifs", "aucun effectif")


def told(*counts: tuple[int, int]) -> str:
    """What is told of one count (n, turned out well) for each territoire, on a site of its own."""
    lieux = tuple(
        Lieu(n, f"site-{n}", f"Site {n}", f"territoire-{n}", actif=True, quartier="Q")
        for n, _ in enumerate(counts)
    )
    return with_success(
        published(Perimetre(lieux, profondeur="detail"), dict(enumerate(counts))), WORDS, WELL
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([(0, 0)], ""),
        ([(1, 1)], "moins de 5 relais vérifiés"),
        ([(4, 0)], "moins de 5 relais vérifiés"),
        ([(5, 5)], "5 relais vérifiés, dont 5 effectifs"),
        ([(5, 0)], "5 relais vérifiés, aucun effectif"),
        # Three that did not take would be a small count: neither is told.
        ([(9, 6)], "9 relais vérifiés"),
        ([(12, 7)], "12 relais vérifiés, dont 7 effectifs"),
        ([(6, 6), (5, 0)], "11 relais vérifiés, dont 6 effectifs"),
        ([(6, 6), (9, 6)], "15 relais vérifiés"),
        ([(6, 6), (3, 1)], "au moins 6 relais vérifiés"),
        ([(2, 1), (3, 1)], "moins de 5 relais vérifiés par territoire"),
        ([(6, 6), (0, 0)], "6 relais vérifiés, dont 6 effectifs"),
    ],
)
def test_what_each_territoire_may_tell_makes_the_whole(
    counts: list[tuple[int, int]], expected: str
) -> None:
    assert told(*counts) == expected


def test_two_sites_of_one_territoire_are_one_count() -> None:
    lieux = tuple(Lieu(n, f"s{n}", f"S{n}", "ouest", actif=True, quartier="Q") for n in range(2))
    found = published(Perimetre(lieux, profondeur="detail"), {0: (3, 0), 1: (2, 0)})
    assert in_words(found, *WORDS) == "5 relais vérifiés"


MOST = 12
EVERY = [(n, well) for n in range(MOST + 1) for well in range(n + 1)]


def test_no_small_count_is_worked_out_from_one_letter() -> None:
    """Every week of one territoire, gathered by what its reader sees of it."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for n, well in EVERY:
        seen.setdefault(told((n, well)), []).append((n, well))
    for weeks in seen.values():
        for counted in ([n for n, _ in weeks], [w for _, w in weeks], [n - w for n, w in weeks]):
            assert len(set(counted)) > 1 or counted[0] not in range(1, SEUIL), weeks


def test_the_whole_teaches_nothing_beside_each_territoire_s_own_letter() -> None:
    """What the comité technique reads follows from the letters alone, whatever they hide."""
    known: dict[tuple[str, str], str] = {}
    for one in EVERY:
        for other in EVERY:
            letters = told(one), told(other)
            assert known.setdefault(letters, told(one, other)) == told(one, other), letters


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([6, 7, 8, 2], "au moins 21 relais"),
        ([6, 7, 3, 4], "20 relais"),
        ([1, 0, 2, 1], "moins de 5 relais"),
        # « Fewer than five » of four weeks would be one in each; eight in two weeks, four in each.
        ([1, 1, 1, 1], "moins de 5 relais par semaine"),
        ([4, 9, 4, 0], "au moins 9 relais"),
        ([4, 0, 4, 0], "moins de 5 relais par semaine"),
        ([6, 7, 8, 9], "30 relais"),
    ],
)
def test_a_month_does_not_tell_by_its_sum_what_its_weeks_kept(weeks: list[int], said: str) -> None:
    """Three weeks told and their month told would tell the fourth."""
    perimetre = Perimetre((Lieu(0, "s", "S", "ouest", actif=True, quartier="Q"),), "detail")
    each = [{0: (n, n)} for n in weeks if n]
    found = published(perimetre, {0: (sum(weeks), sum(weeks))}, each)
    assert in_words(found, "relais", "relais") == said
    assert (found["dont"] is None) == any(0 < n < 5 for n in weeks)
