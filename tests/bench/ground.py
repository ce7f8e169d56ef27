"""The practice ground's Bot API in a process of its own, driven over HTTP."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.request import Request, urlopen

from tests.bench.processes import GROUND_CORE, running

LOOK_SECONDS = 0.1
PATIENCE = 60.0
ACCEPTED = 200

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request of the bot as Telegram's side saw it; `at` in seconds."""

    method: str
    params: Json
    status: int
    at: float


class Ground:
    """What happens at `url`; `news` gives each call once."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._next = 0

    def get(self, path: str) -> Json:
        with urlopen(f"{self.url}/sim/{path}") as answer:
            return dict(json.load(answer))

    def post(self, act: str, **body: Any) -> Json:
        asked = Request(f"{self.url}/sim/{act}", json.dumps(body).encode(), method="POST")
        with urlopen(asked) as answer:
            return dict(json.load(answer))

    def crowd(self, users: int) -> None:
        """So many people who pressed Start long ago."""
        self.post("burst", kind="write", text="", count=0, users=users)

    def news(self) -> list[Seen]:
        """The calls since the last time."""
        found = self.get(f"calls?since={self._next}")
        self._next = found["next"]
        return [
            Seen(one["method"], one["params"], one["status"], _seconds(one["at"]))
            for one in found["calls"]
        ]

    def until(
        self,
        enough: Callable[[list[Seen]], bool],
        patience: float = PATIENCE,
        look: float = LOOK_SECONDS,
    ) -> list[Seen]:
        """Every call from now on, until there are `enough`. Raises TimeoutError."""
        seen = self.watch(enough, patience, look)
        if not enough(seen):
            counts = Counter(f"{one.method} {one.status}" for one in seen)
            raise TimeoutError(f"en {patience:.0f} s, seulement {dict(counts)}")
        return seen

    def watch(
        self,
        enough: Callable[[list[Seen]], bool],
        patience: float = PATIENCE,
        look: float = LOOK_SECONDS,
    ) -> list[Seen]:
        """The same, with whatever came when the patience is out."""
        seen: list[Seen] = []
        limit = time.monotonic() + patience
        while not enough(seen) and time.monotonic() < limit:
            time.sleep(look)
            seen += self.news()
        return seen


@contextmanager
def ground(*arguments: str, at: datetime | None = None) -> Iterator[Ground]:
    """A fresh practice ground, with the faults that are asked for, whose clock shows `at`."""
    with running("bot.sandbox", "--port", "0", *arguments, core=GROUND_CORE) as process:
        place = Ground(process.line.removeprefix("ready "))
        if at is not None:
            place.post("clock", set=at.isoformat())
        yield place


def accepted(seen: list[Seen], method: str) -> list[Seen]:
    """The calls of `method` that were carried out, in order."""
    return [one for one in seen if one.method == method and one.status == ACCEPTED]


def cards(seen: list[Seen]) -> list[Seen]:
    """Cards rewritten; the pinned tally apart, which follows at its own pace."""
    edits = accepted(seen, "editMessageText")
    return [one for one in edits if not str(one.params["text"]).startswith("📌")]


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
