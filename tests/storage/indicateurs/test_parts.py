"""Read a part at a time, a reading gives every figure that it gives in one go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storage.figures import lieux
from storage.indicateurs import rencontres, temps
from storage.indicateurs.parts import in_parts, in_places
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, releve
from tests.digests.scene import Scene

LUNDIS = [date(2026, 10, 5) + timedelta(weeks=rank) for rank in range(10)]


def of_parts(figures: list[Any], whole: Releve) -> list[Any]:
    """Of the whole, of each period, and of each site."""
    parts = [whole, *map(whole.at, whole.rangs), *map(whole.on, whole.lieux)]
    return [one(part) for one in figures for part in parts]


def test_a_reading_in_parts_is_the_reading_in_one_go(scene: Scene) -> None:
    for week in (0, 3, 4, 8):
        day = LUNDIS[week] + timedelta(days=6)
        scene.presence(f"{day} 22:30", f"{day + timedelta(days=1)} 01:30")
        scene.rencontres(f"{day} 23:15", ados=5 + week)
        scene.signalement(f"{day} 23:20", site="site-b")
    scene.tx.flush()
    places = lieux(scene.tx, scene.programme.id)
    plain: list[Any] = []
    apart, steps = in_parts(
        scene.tx, scene.programme, places, LUNDIS, lambda whole: of_parts(plain, whole)
    )
    own = {slug: in_places(apart, one, [places]) for slug, one in registre().items()}
    plain += [registre()[slug] for slug, found in own.items() if found is None]
    for step in [*steps, *(step for found in own.values() if found for step in found[1])]:
        step(scene.tx)
    in_one_go = releve(scene.tx, scene.programme, places, LUNDIS)
    assert of_parts(plain, apart) == of_parts(plain, in_one_go)
    asked = {slug: found[0](apart) for slug, found in own.items() if found}
    assert "part-terrain" in asked
    assert asked == {slug: registre()[slug](in_one_go) for slug in asked}
    assert temps.heures_presence(apart).n == 3 * 180 + 90, "the last one ends after it"


def test_what_nobody_said_it_would_read_is_a_fault(scene: Scene) -> None:
    places = lieux(scene.tx, scene.programme.id)
    apart, steps = in_parts(
        scene.tx, scene.programme, places, LUNDIS, lambda whole: temps.heures_presence(whole)
    )
    assert len(list(steps)) == 5, "two weeks each"
    with pytest.raises(KeyError):
        rencontres.rencontres(apart)
