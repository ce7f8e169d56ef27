"""An agenda keeps the order that somebody gave it, and takes in what comes afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.casework.ordre import actes
from storage import reunions
from storage.machine.db import Database
from storage.models import Reunion
from storage.textes import relu
from storage.work import Work
from tests.digests.livrables.test_trimestre import proposes
from tests.digests.scene import CANARI, Scene, open_scene, paris


@pytest.fixture
def scene(sqlite_database: Database) -> Iterator[Scene]:
    with sqlite_database.transaction() as tx:
        yield open_scene(tx)


@pytest.fixture
def meeting(scene: Scene) -> tuple[Work, Reunion]:
    work = Work(scene.tx, scene.programme, paris("2026-11-23 09:00"))
    owner = scene.programme.id
    return work, reunions.plan(work.tx, owner, "comite-technique", date(2026, 12, 15), "essai")


def keys(work: Work, reunion: Reunion) -> list[str]:
    return [cle for cle, _ in actes.read(work, reunion).points]


def test_what_comes_afterwards_is_at_its_end_and_what_was_taken_off_stays_off(
    meeting: tuple[Work, Reunion], scene: Scene
) -> None:
    work, reunion = meeting
    first, second, *others = keys(work, reunion)
    actes.up(work, reunion, second)
    actes.off(work, reunion, first)
    proposes(scene)
    after = keys(work, reunion)
    assert after[: len(others) + 1] == [second, *others]
    assert after[-1].startswith("p")
    assert [cle for cle, _ in actes.read(work, reunion).retires] == [first]
    # Validated, it takes in nothing more; put back, it is to be validated again.
    actes.validate(work, reunion, "comite", None)
    assert actes.read(work, reunion).valide.startswith("validé par le chef de projet du comité")
    actes.back(work, reunion, first)
    assert actes.read(work, reunion).valide == ""
    assert keys(work, reunion) == [*after, first]


def test_a_point_that_names_somebody_is_not_printed(meeting: tuple[Work, Reunion]) -> None:
    work, reunion = meeting
    actes.add(work, reunion, relu(CANARI))
    ((_cle, said),) = actes.read(work, reunion).points[-1:]
    assert said == CANARI, "its holder reads it"
    assert actes.sure(work, said) == actes.NOMME
