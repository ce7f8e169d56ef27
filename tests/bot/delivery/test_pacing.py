"""Where nothing asks for a pace."""

from __future__ import annotations

import math

from bot.delivery.pacing import Unpaced


def test_without_a_pace_nothing_ever_rests() -> None:
    pace = Unpaced()
    pace.spend("7", edit=False)
    pace.slow_down("7", 60)
    assert (pace.room() > 100, pace.resting(), pace.delay()) == (True, [], math.inf)
