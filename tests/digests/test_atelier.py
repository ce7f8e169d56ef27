"""Nobody waits for a letter: units of work write, and what is long is read beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.semaine import Semaine
from digests import atelier, ensemble, relecture
from digests.compose import compose
from digests.due import run_due
from digests.figes import frozen
from storage.work import ClockJob, More, Work
from tests.digests.scene import Scene, paris

W47 = Semaine.parse("2026-W47")
W47_DRAFT = paris("2026-11-20 12:00")
MONDAY = paris("2026-11-23 08:00")
OUEST = "comite-operationnel-ouest"


def test_no_unit_of_work_reads_or_makes_a_letter_and_it_is_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    scene.rencontres("2026-11-17 19:30", ados=8, adultes=7)
    whole = compose(scene.tx, scene.programme, scene.programme.config.comite(OUEST), W47)
    long: list[Any] = []
    for place, name in ((atelier, "composed"), (relecture, "read"), (ensemble, "letter")):
        monkeypatch.setattr(place, name, _noting(long, getattr(place, name)))
    beside: set[str] = set()
    for hour in (W47_DRAFT, MONDAY - timedelta(hours=1), MONDAY):
        does: ClockJob = run_due
        while isinstance(answer := does(Work(scene.tx, scene.programme, hour)), More):
            assert long == [], "everybody waited for it"
            does = answer.ready(scene.tx)
            beside |= set(long)
            long.clear()
    assert beside == {"composed", "read", "letter"}
    digest = frozen(scene.tx, scene.programme, OUEST, W47)
    assert digest is not None
    assert digest.instantane["sections"] == whole["sections"]


def _noting(seen: list[Any], does: Callable[..., Any]) -> Callable[..., Any]:
    """The same, which says in `seen` that it was called."""

    def noting(*asked: Any) -> Any:
        seen.append(does.__name__)
        return does(*asked)

    return noting
