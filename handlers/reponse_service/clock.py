"""Services that stayed silent: a few at a time, so that no tap waits for a hundred letters."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import relances
from storage import signalements
from storage.work import More, Work

AT_ONCE: Final = 3


def answer_silence(work: Work) -> More | None:
    """Each minute; what a downtime left behind is said once, as it stands now."""
    due = signalements.silent(work.tx, work.programme.id, work.now, AT_ONCE)
    for signalement_id in due:
        relances.answer(work, signalement_id)
    return More(answer_silence) if len(due) == AT_ONCE else None
