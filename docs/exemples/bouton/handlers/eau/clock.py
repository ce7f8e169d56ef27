"""Once a day and a person, as long as noon has just struck."""

from __future__ import annotations

from datetime import time
from typing import Final

from bot.buttons import Button, button
from bot.feature.contract import Context
from bot.questions.journees import at, binomes, due, today
from storage import equipes
from storage.machine import passages
from storage.models import Personne
from storage.work import More, Work, a_few

BU: Final = Button("bu", ("fait",), "personne")
"""Of a person (row id): « c'est fait »."""
MIDI: Final = time(12, 0)
ASK: Final = "💧 Il est midi : pensez à boire."


def remind(work: Work) -> More | None:
    """Missed, it is said later; doubled, it changes nothing."""
    day = today(work.now)
    if not due(at(day, MIDI), work.now):
        return None
    teams = equipes.members(work.tx, binomes(work.programme))
    keys = {f"{one.id}:{day}": one for members in teams.values() for one in members}
    told = passages.claimed(work.tx, "eau", keys)
    return a_few(work, [(key, one) for key, one in keys.items() if key not in told], _tell)


def _tell(work: Work, whose: tuple[str, Personne]) -> None:
    key, person = whose
    if passages.claim(work.tx, "eau", key, work.now):
        answer = ("✅ C'est fait", button(BU, person.id, "fait"))
        Context.by_clock(work, f"eau:{key}").tell(person.telegram_id, ASK, [[answer]])
