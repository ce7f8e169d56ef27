"""What is too old leaves, once a day and for good, and the audit says how much did."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import time as Hour
from datetime import timedelta
from functools import partial
from typing import Final

from bot.clock import paris
from storage import chaine
from storage.conservation import adresses, auteurs, dits, partis
from storage.conservation.passe import Pas, Perissable, months_before
from storage.machine import passages
from storage.models import Audit
from storage.work import STEP_SECONDS, More, Work

TASK: Final = "conservation"
FROM: Final = Hour(3)
"""Paris: nobody works then. Later in the day if the bot was off."""
SORTES: Final[tuple[Perissable, ...]] = (
    *dits.SORTES,
    *adresses.SORTES,
    *auteurs.SORTES,
    *partis.SORTES,
)
Effaces = Counter[tuple[str, str]]
"""(« texte tapé », « note ») to how many rows said it and say it no more."""


def daily(work: Work, keys: Sequence[str] = ()) -> More | None:
    """Once a day: every kind, in as many transactions as it takes. `keys` sign the audit.

    The day is done with the last of them: killed before that, it begins again.
    """
    if paris(work.now).time() < FROM or passages.done(work.tx, TASK, period(work)):
        return None
    return More(partial(_go_on, keys=keys, at=0, after=0, effaces=Effaces()))


def period(work: Work) -> str:
    """The day of that programme, as it is claimed under TASK."""
    return f"{work.programme.id}:{paris(work.now).date()}"


def days_since(work: Work, most: int = 31) -> int:
    """Days since the night when it last went to its end; `most` when it did not for longer."""
    days = {str(paris(work.now).date() - timedelta(days=n)): n for n in range(most)}
    keys = [f"{work.programme.id}:{day}" for day in days]
    done = passages.claimed(work.tx, TASK, keys)
    return min((days[one.partition(":")[2]] for one in done), default=most)


def run(work: Work, effaces: Effaces, sortes: Sequence[Perissable] = SORTES) -> Iterator[None]:
    """All of these, a step at a time, within the caller's transaction."""
    for sorte in sortes:
        after: int | None = 0
        while after is not None:
            after = _step(work, sorte, after, effaces).reached
            yield


def journal_emptied(work: Work) -> None:
    """Every hour: what was erased leaves SQLite's own journal too, once this is committed."""
    work.tx.empties_journal = True


def _go_on(work: Work, *, keys: Sequence[str], at: int, after: int, effaces: Effaces) -> More:
    """As many steps as little time allows, then the rest in a transaction of its own."""
    until = time.thread_time() + STEP_SECONDS / 2
    while at < len(SORTES) and time.thread_time() < until:
        reached = _step(work, SORTES[at], after, effaces).reached
        at, after = (at + 1, 0) if reached is None else (at, reached)
    if at < len(SORTES):
        return More(partial(_go_on, keys=keys, at=at, after=after, effaces=effaces))
    return More(partial(_shorten, keys=keys, effaces=effaces))


def _step(work: Work, sorte: Perissable, after: int, effaces: Effaces) -> Pas:
    pas = sorte.step(work, after)
    if pas.touches:
        effaces[sorte.quoi, sorte.table] += pas.touches
    return pas


def _shorten(work: Work, *, keys: Sequence[str], effaces: Effaces) -> More | None:
    """The audit's own old lines, then the line that says what went today."""
    if lignes := shorten(work, keys):
        effaces["ligne du registre", "audit"] += lignes
        return More(partial(_shorten, keys=keys, effaces=effaces))
    if passages.claim(work.tx, TASK, period(work), work.now):
        write_down(work, effaces)
        chaine.anchor(work.tx, work.now, keys)
    journal_emptied(work)
    return None


def shorten(work: Work, keys: Sequence[str]) -> int:
    """A few of the audit's old lines leave; how many."""
    before = months_before(work.now, work.programme.config.conservation.audit_mois)
    return chaine.cut(work.tx, before, work.now, keys)


def write_down(work: Work, effaces: Effaces) -> None:
    """In the audit, were it for nothing: it always has a line that is too young to leave."""
    detail = f"{work.programme.config.slug} : {said(effaces)}"
    line = Audit(le=work.now, acte="effacer", objet=TASK, detail=detail)
    work.tx.add(line)
    work.tx.flush()


def said(effaces: Effaces) -> str:
    """« texte tapé 3, photo 2 »: figures, never a word of what went."""
    return ", ".join(f"{quoi} {n}" for (quoi, _table), n in sorted(effaces.items())) or "rien"
