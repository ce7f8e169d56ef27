"""Little room is said while it can be; once a day, to each programme."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import penurie
from tests.bot.casework.terrain import Terrain


def test_little_room_is_told_once_a_day(
    terrain: Terrain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = terrain.programme.config.coordination.email

    def heard() -> int:
        with terrain.work() as work:
            penurie.warn(work, tmp_path / "photos")
        return len(terrain.outbox(bureau))

    assert heard() == 0
    monkeypatch.setattr(penurie, "free_room", lambda _folder: 120)
    assert [heard(), heard()] == [1, 1]
    assert "Il reste 120 Mo" in terrain.outbox(bureau)[0].contenu["text"]
    terrain.clock.advance(timedelta(days=1))
    assert heard() == 2


def test_the_room_of_a_folder_to_be_made_is_that_of_its_disk(tmp_path: Path) -> None:
    assert penurie.free_room(tmp_path / "a" / "faire") == penurie.free_room(tmp_path)
