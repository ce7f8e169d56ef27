"""What is late, in one message each Monday, until all of it is done or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.casework.echeancier import ouvertes
from bot.casework.echeancier.liste import DOCUMENT
from bot.clock import PARIS, paris
from bot.domain.echeancier import LigneEcheance
from bot.feature.contract import opening
from bot.words import pluriel
from handlers.echeances import mots
from storage.figures import opening as opening_of
from storage.machine import passages
from storage.work import More, Work, after_reading

TASK: Final = "intervention_du"
OPENS_AT: Final = time(8)
SHOWN: Final = 8
REMAINING: Final = "Échéances en retard :"
SUBJECT: Final = "Échéances en retard"
OPEN_LIST: Final = "☑️ Ouvrir la liste"


def remind(work: Work, every: Sequence[LigneEcheance] | None = None) -> More | None:
    """From eight on Monday. every: what is late, as the calendar, read beside, says."""
    now = paris(work.now)
    monday = now.date() - timedelta(days=now.weekday())
    period = f"{work.programme.id}:{monday}"
    opens = datetime.combine(monday, OPENS_AT, PARIS)
    if work.now < opens or passages.done(work.tx, TASK, period):
        return None
    if every is None:
        return after_reading(work, ouvertes.en_retard, remind)
    if not passages.claim(work.tx, TASK, period, work.now):
        return None
    late = _late(every, monday) if _was_there(work, monday) else []
    if late:
        lines = [f"• {mots.dit(one, now.date())}" for one in late[:SHOWN]]
        if len(late) > SHOWN:
            lines.append(f"• et {pluriel(len(late) - SHOWN, 'autre')}")
        coordination.tell(
            work,
            key=f"intervention_du:{period}",
            subject=SUBJECT,
            text="\n".join((REMAINING, *lines)),
            keyboard=[[opening(OPEN_LIST, "echeances", work.programme.id)]],
        )
    return None


def _was_there(work: Work, monday: date) -> bool:
    """A carnet opened in the week has missed nothing of it yet."""
    sign = opening_of(work.tx, work.programme.id)
    return sign is not None and paris(sign).date() <= monday


def _late(every: Sequence[LigneEcheance], monday: date) -> list[LigneEcheance]:
    """What is to be held or done, then what is to be written."""
    late = [one for one in every if one.terme < monday]
    return sorted(late, key=lambda one: (one.regle == DOCUMENT, one.terme))
