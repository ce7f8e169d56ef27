"""Callback queries: one per tap, answered once and soon."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.refusals import bad_request

KEPT = 50_000


@dataclass(slots=True)
class Query:
    """A tap; `opened` and `answered` are readings of the performance counter, in seconds."""

    id: str
    person_id: int
    chat_id: int
    data: str
    at: datetime
    opened: float
    answered: float | None = None
    text: str = ""
    alert: bool = False


class Queries:
    """The taps of a world; Telegram gives no number for « too old », reports say 10 to 20 s."""

    def __init__(self) -> None:
        self._taps = 0
        self.all: dict[str, Query] = {}
        self.answer_within = timedelta(seconds=15)

    def open(self, person_id: int, chat_id: int, data: str, now: datetime) -> Query:
        self._taps += 1
        key = str(4_000_000_000_000_000_000 + self._taps)
        query = Query(key, person_id, chat_id, data, now, time.perf_counter())
        self.all[key] = query
        if len(self.all) > KEPT:
            del self.all[next(iter(self.all))]
        return query

    def answer(self, key: str, text: str, alert: bool, now: datetime) -> Query:
        """Settle a tap, or refuse: unknown, already answered or too old."""
        query = self.all.get(key)
        if query is None or query.answered or now - query.at > self.answer_within:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        query.answered = time.perf_counter()
        query.text = text
        query.alert = alert
        return query
