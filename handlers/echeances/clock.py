"""The calendar called to mind: each reminder on its day, once; many at once, in one summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.casework.echeancier import liste
from bot.clock import PARIS, paris
from bot.domain.echeancier import LigneEcheance, RappelDu
from bot.domain.interventions import FIN
from bot.feature.contract import opening
from bot.words import pluriel
from handlers.echeances import mots, phrases
from storage.machine import passages
from storage.programme import Programme
from storage.work import More, Work, a_few, after_reading

TASK: Final = "intervention"
"""The name under which reminders were claimed from the first day: none is told twice."""
DAY_DONE: Final = "echeances_du_jour"
OPENS_AT: Final = time(8)
"""Nobody is woken at midnight for a date."""
STILL_NEWS: Final = timedelta(days=15)
"""An older date, met by a new installation, is history."""
AT_MOST: Final = 3
"""Warnings told one by one on a day; more of them, met by who comes late, make one summary."""
SUMMARY: Final = "Échéances : {{ combien }} d'un coup. En voici le point, une fois."
PAPERS: Final = "Documents : plusieurs sont à préparer, ou en retard."
"""However many a town owes, a day has one message of them."""
SUBJECT: Final = "Le point sur les échéances"
OPEN_LIST: Final = "📆 Ouvrir les échéances"


@dataclass(frozen=True, slots=True)
class Rappel:
    """Something to say from its day on."""

    ligne: LigneEcheance
    du: RappelDu

    @property
    def period(self) -> str:
        """A moved date is another reminder: its day is part of the claim."""
        return f"{self.ligne.intervention or self.ligne.cle}:{self.du.mot}:{self.du.jour}"


def remind(work: Work, come: Sequence[Rappel] | None = None) -> More | None:
    """From eight o'clock, once a day and whenever a decision moves a date.

    come: what the calendar, read beside, calls to mind today.
    """
    now = paris(work.now)
    gate = f"{work.programme.id}:{now.date()}:{work.programme.version}"
    if now.time() < OPENS_AT or passages.done(work.tx, DAY_DONE, gate):
        return None
    if come is None:
        return after_reading(work, called, remind)
    untold = _untold(work, come)
    if not untold:
        passages.claim(work.tx, DAY_DONE, gate, work.now)
        return None
    papers = [one for one in untold if one.ligne.regle == liste.DOCUMENT]
    dates = [one for one in untold if one.ligne.regle != liste.DOCUMENT]
    if len(papers) > 1:
        _summary(work, papers, PAPERS, f"documents:{work.programme.id}")
    else:
        dates += papers
    if len(dates) > AT_MOST:
        said = SUMMARY.replace("{{ combien }}", pluriel(len(dates), "rappel"))
        _summary(work, dates, said, f"echeances:{work.programme.id}")
        return None
    return a_few(work, dates, _tell)


def called(work: Work) -> list[Rappel]:
    """What is called to mind today."""
    return list(rappels(work, liste.toutes(work)))


def rappels(work: Work, every: Iterable[LigneEcheance]) -> Iterator[Rappel]:
    """Of each due date that is still open, the last reminder whose day has come."""
    today = paris(work.now).date()
    for one in every:
        come = [du for du in one.rappels if _has_come(du, work.now)]
        ends = one.regle == FIN and any(du.mot == FIN for du in come)
        if come and (ends or one.ouverte(today)):
            yield Rappel(one, max(come, key=lambda du: du.jour))


def _has_come(du: RappelDu, now: datetime) -> bool:
    opens = datetime.combine(du.jour, OPENS_AT, PARIS)
    return opens <= now < opens + STILL_NEWS


def _untold(work: Work, due: Sequence[Rappel]) -> list[Rappel]:
    known = passages.claimed(work.tx, TASK, [key(work.programme, one) for one in due])
    return [one for one in due if key(work.programme, one) not in known]


def key(programme: Programme, rappel: Rappel) -> str:
    """Under which it is claimed."""
    return f"{programme.id}:{rappel.period}"


def _tell(work: Work, rappel: Rappel) -> None:
    claimed = key(work.programme, rappel)
    if not passages.claim(work.tx, TASK, claimed, work.now):
        return
    today = paris(work.now).date()
    coordination.tell(
        work,
        key=f"intervention:{claimed}",
        subject=phrases.sujet(rappel.ligne),
        text=phrases.phrase(work.programme, rappel.ligne, rappel.du, today),
    )


def _summary(work: Work, untold: Sequence[Rappel], said: str, key_of: str) -> None:
    """One message for all of them, each on a line."""
    today = paris(work.now).date()
    for one in untold:
        passages.claim(work.tx, TASK, key(work.programme, one), work.now)
    lines = [f"• {mots.dit(one.ligne, today)}" for one in untold]
    coordination.tell(
        work,
        key=f"{key_of}:{work.now:%Y-%m-%dT%H:%M}",
        subject=SUBJECT,
        text="\n".join((said, *lines)),
        sign="📆",
        keyboard=[[opening(OPEN_LIST, "echeances", work.programme.id)]],
    )
