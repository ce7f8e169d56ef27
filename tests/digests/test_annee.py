"""A year of letters read together gives away no small count that each of them kept silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from bot.domain.petits_effectifs import SEUIL
from bot.domain.semaine import Semaine
from digests.compose import compose
from digests.contract import Snapshot
from storage.machine.db import Database
from tests.attaque import Case, Publie, determined
from tests.digests.scene import Scene, open_scene

LABELS: Final = {"ados": "12-17 ans", "adultes": "26-59 ans", "seniors": "60 ans et plus"}
SITES: Final = {"ouest": "site-a", "nord": "site-b"}
WEEKS: Final = [Semaine.parse("2026-W44").shifted(n) for n in range(52)]
Truth = dict[Case, int]


def lived(scene: Scene) -> Truth:
    """A calm year: each week a few of each public, often very few."""
    chance, truth = Random(20261130), Truth()  # noqa: S311 (the same year at every run)
    for semaine in WEEKS:
        for territoire, site in SITES.items():
            counts = {public: chance.choice((0, 1, 2, 4, 7, 12, 30)) for public in LABELS}
            evening = datetime.combine(semaine.lundi + timedelta(days=1), time(18))
            if met := {public: n for public, n in counts.items() if n}:
                scene.rencontres(evening.isoformat(" ", "minutes"), site=site, **met)
            truth |= {Case(territoire, semaine.label, one): n for one, n in counts.items()}
    return truth


def read(found: Snapshot, territoires: tuple[str, ...], semaine: Semaine) -> Iterator[Publie]:
    """What a letter says of encounters: its total, and each public that it details.

    The whole town is told the sum of what its territoires were told (adr/0006): no equation more.
    """
    met = found["sections"].get("rencontres")
    if met is None:
        return
    names = {label: slug for slug, label in LABELS.items()}
    every = {Case(one, semaine.label, public) for one in territoires for public in LABELS}
    yield Publie(frozenset(every), met["total"])
    for row in met["typologie"] if len(territoires) == 1 else ():
        yield Publie(
            frozenset({Case(territoires[0], semaine.label, names[row["label"]])}), row["n"]
        )


def letters(scene: Scene) -> Iterator[Publie]:
    """Of every comité, week after week."""
    for comite in scene.programme.config.comites:
        where = (comite.territoire,) if comite.territoire else tuple(SITES)
        for semaine in WEEKS if set(where) <= set(SITES) else ():
            found = compose(scene.tx, scene.programme, comite, semaine)
            yield from read(found, where, semaine)


def test_a_year_of_letters_together_tells_no_small_public(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        truth, known = lived(scene), determined(letters(scene))
    assert len(known) > len(WEEKS), "the letters do say something"
    assert {case: n for case, n in known.items() if truth[case] != n} == {}
    assert {case: n for case, n in known.items() if 0 < n < SEUIL} == {}


def test_the_attacker_sees_a_total_of_several_weeks_give_a_silent_one_away() -> None:
    first, second = (Case("ouest", week, "ados") for week in ("2026-W47", "2026-W48"))
    other = Case("ouest", "2026-W48", "adultes")
    told = [Publie(frozenset({first}), 12), Publie(frozenset({second, other}), 9)]
    assert determined(told) == {first: 12}
    month = Publie(frozenset({first, second}), 15)
    assert determined([*told, month]) == {first: 12, second: 3, other: 6}
