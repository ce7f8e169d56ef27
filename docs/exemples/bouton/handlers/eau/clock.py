"""Once a day and a person, as long as noon has just struck."""

from __future__ import annotations

from datetime import time
from typing import Final

from bot.buttons import Button, button
from bot.feature.contract import Context
from bot.questions.journees import at, binomes, due, today
from storage import people
from storage.machine import passages
from storage.work import Work

BU: Final = Button("bu", ("fait",))
"""Of a person (row id): « c'est fait »."""
MIDI: Final = time(12, 0)
ASK: Final = "💧 Il est midi : pensez à boire."


def remind(work: Work) -> None:
    """Missed, it is said later; doubled, it changes nothing."""
    day = today(work.now)
    if not due(at(day, MIDI), work.now):
        return
    for binome_id in binomes(work.programme):
        for person in people.binome_members(work.tx, binome_id):
            key = f"{person.id}:{day.isoformat()}"
            if passages.claim(work.tx, "eau", key, work.now):
                answer = ("✅ C'est fait", button(BU, person.id, "fait"))
                Context.by_clock(work, f"eau:{key}").tell(person.telegram_id, ASK, [[answer]])
