"""A clock that jumps is seen, one that is adjusted or slept is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.surveillance.pendule import Pendule


class Machine:
    """Its two clocks."""

    def __init__(self) -> None:
        self.wall, self.up = datetime(2026, 11, 17, 18, tzinfo=UTC), 1_000.0
        self.pendule = Pendule(lambda: self.wall, lambda: self.up)

    def after(self, seconds: float, jump: float = 0) -> tuple[bool | None, str]:
        self.up += seconds
        self.wall += timedelta(seconds=seconds + jump)
        seen = self.pendule.regard()
        return seen.mal, seen.texte.partition(" d'un coup")[0]


def test_a_jump_is_wrong_for_an_hour() -> None:
    machine = Machine()
    assert machine.after(60) == (False, "")
    assert machine.after(60, jump=2) == (False, ""), "adjusted little by little"
    assert machine.after(90_000) == (False, ""), "it slept for a day"
    back = "L'horloge de la machine a reculé de 60 min 00 s"
    assert machine.after(60, jump=-3600) == (True, back)
    assert machine.after(60) == (True, back)
    assert machine.after(3_600) == (False, back)
    assert machine.after(60, jump=45) == (True, "L'horloge de la machine a avancé de 45 s")
