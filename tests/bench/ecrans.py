"""What the screens of an evening cost after ten years, beside the same on a base that just opened.

The real turn, in this process: processor time of this thread, so that a busy machine weighs less.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import Any, Final

from bot.chat.desk import Desk, SansLigne, open_desk
from bot.chat.turn import take
from bot.clock import MovableClock
from bot.sandbox.burst import FIRST_PERSON
from storage.machine import inbox
from storage.machine.db import Database
from storage.referential import synchronise
from tests.bench import ville
from tests.bench.bases import AGES, BINOMES, base
from tests.bench.crowd import tally_button
from tests.bench.histoire import COORDINATION, EVENING
from tests.bench.table import Figure

BOT_ID: Final = 77
TIMES, FIRST = 12, 2
ENOUGH_SECONDS = 6.0
"""A screen that is this slow is known after fewer times."""
OLD, NEW = 10, 0
SCREENS = {
    "Un appui": (FIRST_PERSON, ""),
    "« Ma journée »": (FIRST_PERSON, "/journee"),
    "« Ma semaine »": (FIRST_PERSON, "/semaine"),
    "« Maintenant »": (COORDINATION, "/maintenant"),
    "« Ma semaine » de la coordination": (COORDINATION, "/masemaine"),
    "Le planning": (COORDINATION, "/planning"),
    "La grille": (COORDINATION, "/grille"),
    "« À confirmer »": (COORDINATION, "/qualite"),
}
"""Who asks, and by which command; a tap counts somebody on an open tally."""


@dataclass
class Visitor:
    """Somebody on a base; each time asks anew, as Telegram would number it."""

    database: Database
    desk: Desk
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def milliseconds(self, person: int, command: str) -> float:
        """The median of several turns, the first ones, which fill caches, left out."""
        began, spent = time.monotonic(), [self._turn(person, command)]
        while len(spent) < TIMES and time.monotonic() - began < ENOUGH_SECONDS:
            spent.append(self._turn(person, command))
        return median(spent[FIRST:] or spent)

    def _turn(self, person: int, command: str) -> float:
        update = self._update(person, command)
        with self.database.transaction() as tx:
            (stored,) = inbox.store(tx, BOT_ID, [update], EVENING)
        before = time.thread_time()
        with self.database.transaction() as tx:
            take(tx, self.desk, stored)
        return (time.thread_time() - before) * 1000

    def _update(self, person: int, command: str) -> dict[str, Any]:
        number = next(self._numbers)
        who = {"id": person, "is_bot": False, "first_name": "Médiatrice"}
        chat = {"id": person, "type": "private", "first_name": "Médiatrice"}
        message = {"message_id": number, "date": int(EVENING.timestamp()), "chat": chat}
        if command:
            return {"update_id": number, "message": message | {"from": who, "text": command}}
        data = tally_button().replace("{user}", str(person - FIRST_PERSON + 1))
        tap = {"id": str(number), "from": who, "message": message, "data": data}
        return {"update_id": number, "callback_query": tap | {"chat_instance": "1"}}


def measure() -> Iterator[Figure]:
    with base(NEW) as young, base(OLD) as old:
        visitors = [visiting(database) for database in (young, old)]
        for name, (person, command) in SCREENS.items():
            before, now = (one.milliseconds(person, command) for one in visitors)
            title = f"{name}, {AGES[OLD]}"
            yield Figure(title, now, "ms", 2, before, f"({AGES[NEW]})", of_ratio=True)


def visiting(database: Database) -> Visitor:
    """Whoever comes to that base, the bot being open."""
    with database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(BINOMES), EVENING)
    clock = MovableClock(EVENING, frozen=True)
    return Visitor(
        database, open_desk(clock, {programme.id: programme}, SansLigne(BOT_ID, "mesures_bot"))
    )
