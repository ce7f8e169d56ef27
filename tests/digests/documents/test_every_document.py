"""What every document owes before it has a test of its own: it is written, whatever the week."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.documents import Document, Exemplaire, documents, read_in, write
from bot.domain.semaine import Semaine
from storage.work import Work
from tests.digests.scene import CANARI, Scene, paris

BEFORE = "2019-W01"
WEEKS = (
    pytest.param("2026-W47", id="the week at work"),
    pytest.param("2026-W48", id="an empty week"),
    pytest.param("2026-W53", id="the last of a year of 53"),
    pytest.param("2027-W12", id="when clocks go forward"),
    pytest.param(BEFORE, id="before everything"),
)
A_FILE_NAME = re.compile(r"[a-z0-9_.-]+(W\d\d)?")


@pytest.fixture(params=list(documents()), ids=list(documents()))
def document(request: pytest.FixtureRequest) -> Document:
    return documents()[request.param]


def copies(document: Document, scene: Scene, week: str) -> list[Exemplaire]:
    work = Work(scene.tx, scene.programme, paris("2026-11-23 09:00"))
    return list(document.compose(work, Semaine.parse(week)))


def test_it_says_what_it_is_and_for_whom(document: Document) -> None:
    assert document.titre.strip() == document.titre != ""
    assert document.lecteurs.strip() == document.lecteurs != ""
    assert document.formats


@pytest.mark.parametrize("week", WEEKS)
def test_each_copy_is_written_in_each_format(
    document: Document, soiree: Scene, week: str, tmp_path: Path
) -> None:
    found = copies(document, soiree, week)
    assert found or week == BEFORE, "what tells of nothing but the past may have none of it"
    written = [path for one in found for path in write(document, one, tmp_path / "sortie")]
    assert len(set(written)) == len(found) * len(document.formats), "no file replaces another"
    assert all(A_FILE_NAME.fullmatch(path.name.replace(week, "")) for path in written)
    assert all(path.stat().st_size for path in written)


def test_it_is_written_for_a_programme_where_nothing_ever_happened(
    document: Document, scene: Scene, tmp_path: Path
) -> None:
    for one in copies(document, scene, "2026-W47"):
        assert all(path.read_bytes() for path in write(document, one, tmp_path))


def test_it_only_reads(document: Document, soiree: Scene) -> None:
    soiree.tx.flush()
    said: list[str] = []

    @event.listens_for(soiree.tx.get_bind(), "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        said.append(sql.split(maxsplit=1)[0])

    copies(document, soiree, "2026-W47")
    soiree.tx.flush()
    assert set(said) == {"SELECT"}


def test_the_place_that_a_mediator_wrote_is_nowhere_in_it(
    document: Document, soiree: Scene, tmp_path: Path
) -> None:
    assert soiree.signalement("2026-11-17 19:00").lieu == CANARI
    for one in copies(document, soiree, "2026-W47"):
        for path in write(document, one, tmp_path):
            assert "Canari" not in path.read_bytes().decode("utf-8", "replace")


def test_the_readers_of_a_territoire_have_their_copies_alone(
    document: Document, soiree: Scene
) -> None:
    found = copies(document, soiree, "2026-W47")
    programme = soiree.programme
    mine = list(read_in(found, programme, "ouest"))
    assert {one.territoire for one in mine} <= {"ouest"}
    assert list(read_in(found, programme, None)) == found
    with pytest.raises(ValueError, match="« lune » inconnu"):
        read_in(found, programme, "lune")
