"""Whom is met when: nothing below eleven is told, nor worked out from the margins (K04)."""

from __future__ import annotations

import pytest

from bot.casework.livrable import ecrit
from bot.livrables import livrables
from storage.work import Work
from tests.digests.scene import Scene, paris

DAY, EVENING = "2026-11-17 15:00", "2026-11-17 19:00"


def crossed(scene: Scene) -> dict[str, list[str]]:
    """Each line of the table by its first cell: journée, soirée, week-end."""
    livrable = livrables()["note_analyse"]
    work = Work(scene.tx, scene.programme, paris("2026-11-30 09:00"))
    contenu = ecrit.composed(work, livrable, livrable.cible(work, "site-a"))
    (partie,) = (one for one in contenu["parties"] if one["numero"] == "5.2")
    rows = [row for bloc in partie["blocs"] for row in bloc.get("lignes", ())]
    return {row[0]: row[1:] for row in rows}


@pytest.fixture
def street(scene: Scene) -> Scene:
    scene.presence("2026-11-17 14:00", "2026-11-17 20:52")
    return scene


def test_large_numbers_are_told_period_by_period(street: Scene) -> None:
    street.rencontres(DAY, ados=40, adultes=30)
    street.rencontres(EVENING, ados=20, adultes=25)
    rows = crossed(street)
    assert rows["12-17 ans"] == ["40", "20", "–"]
    assert rows["26-59 ans"] == ["30", "25", "–"]
    assert rows["Rencontres"] == ["70", "45", "0"]


def test_a_small_cell_silences_all_that_would_give_it(street: Scene) -> None:
    """Three teenagers in the evening: their whole is public, so is the evening's."""
    street.rencontres(DAY, ados=40, adultes=12)
    street.rencontres(EVENING, ados=3, adultes=30)
    rows = crossed(street)
    assert "12-17 ans" not in rows
    assert "26-59 ans" not in rows
    assert rows["Le reste, ensemble"] == ["52", "33", "0"]
    # Others beside them: what is told leaves no small count to whoever knows every sum.
    street.rencontres(DAY, adultes=20, seniors=15)
    street.rencontres(EVENING, seniors=14)
    rows = crossed(street)
    assert rows.get("12-17 ans", ["–", "–"])[:2] == ["–", "–"]
