"""An intervention that ends today: the mediators are told, once (000 l.120)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from bot.clock import PARIS
from bot.feature.contract import Context
from handlers.intervention import changement
from storage.machine import passages
from storage.work import Work

OPENS_AT: Final = time(8)
STILL_NEWS: Final = timedelta(days=15)
"""An older end, met by a new installation, is history."""


def tell(work: Work) -> None:
    """From eight o'clock of its last day; nothing is asked of the database on other days."""
    for one in work.programme.config.interventions:
        opens = datetime.combine(one.fin, OPENS_AT, PARIS)
        if not opens <= work.now < opens + STILL_NEWS:
            continue
        key = f"{work.programme.id}:{one.slug}:{one.fin}"
        if not passages.done(work.tx, changement.END_TOLD, key):
            changement.tell_end(Context.by_clock(work, f"fin:{key}"), one)
