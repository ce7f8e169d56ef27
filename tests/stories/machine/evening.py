"""The acts of a random evening, each played whole, cut by a crash, or delivered twice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, func, select

from bot.chat.callbacks import TalkButton, decode
from bot.chat.desk import SansLigne, open_desk
from bot.chat.turn import take
from bot.engine.state import Action
from bot.timetable import timetable
from storage.machine import conversations, inbox
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate
from storage.models import Base
from tests.handlers.people import BOT, CAST, Team, private

MACHINERY = {"bail", "compteur", "conversation", "inbox", "outbox", "tableau", "passage"}
DOMAIN = [table for table in Base.metadata.sorted_tables if table.name not in MACHINERY]
Rows = dict[str, list[tuple[Any, ...]]]
Button = tuple[int, str]
"""A message, and the data of one of its buttons."""


class Crash(Exception):
    """The process dies before its transaction commits."""


@dataclass
class Evening:
    """A team, and everything that was ever shown to it."""

    team: Team
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1_000_000))
    done: list[StoredUpdate] = field(default_factory=list)

    def write(self, who: int, text: str, *, crash: bool = False) -> None:
        self._send({"message": self._message(who, text=text)}, crash=crash)

    def photo(self, who: int, caption: str = "") -> None:
        picture = {"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}
        more = {"caption": caption} if caption else {}
        self._send({"message": self._message(who, photo=[picture], **more)})

    def locate(self, who: int) -> None:
        self._send({"message": self._message(who, location={"latitude": 49.9, "longitude": 2.26})})

    def edit(self, who: int, text: str) -> None:
        self._send({"edited_message": self._message(who, text=text)})

    def press(self, who: int, button: Button, *, crash: bool = False) -> None:
        message_id, data = button
        shape = {"message_id": message_id, "chat": private(who), "date": self.team.sent()}
        sender = {"id": who, "is_bot": False, "first_name": "Prénom"}
        query = {"id": str(next(self.numbers)), "from": sender, "message": shape, "data": data}
        stale = self._is_stale(data)
        before = self.rows() if stale else {}
        self._send({"callback_query": query}, crash=crash)
        assert not stale or self.rows() == before, f"a stale tap changed something: {data}"

    def fill(self, who: int, choice: Iterator[int]) -> None:
        """Press forward buttons of the newest screen until the conversation asks nothing more."""
        for _step in range(12):
            forward = [one for one in self.newest(who) if _goes_forward(one[1])]
            if not forward:
                return
            self.press(who, forward[next(choice) % len(forward)])

    def redeliver(self, rank: int) -> None:
        """Telegram sends again what was handled: nothing at all may change."""
        if not self.done:
            return
        before = self.everything()
        with self.team.database.transaction() as tx:
            take(tx, self.team.desk, self.done[rank % len(self.done)])
        assert self.everything() == before, "a second delivery changed something"

    def restart(self) -> None:
        """The process ends and begins again: only the database remembers."""
        team = self.team
        team.desk = open_desk(team.clock, {team.programme.id: team.programme}, SansLigne(BOT, "b"))

    def ring(self) -> None:
        """Everything that the clock made due, twice: the second time nothing is left to do."""
        jobs = [job.does for job in timetable(self.team.desk)]
        self.team.rings(*jobs)
        before = self.rows()
        self.team.rings(*jobs)
        assert self.rows() == before, "the clock did something twice"
        self.team.deliver()

    def newest(self, who: int) -> list[Button]:
        """The buttons under what last came or changed on that phone."""
        number = self.team.latest.get(who, 0)
        content = self.team.phones.get(who, {}).get(number, {})
        return [(number, data) for _label, data, *_ in _cells(content)]

    def every_button(self, who: int) -> list[Button]:
        """All that was ever shown and still stands on that phone, stale or not."""
        phone = self.team.phones.get(who, {})
        return [
            (number, data) for number, content in phone.items() for _l, data, *_ in _cells(content)
        ]

    def rows(self) -> Rows:
        """What the street left: every domain row."""
        return _read(self.team.database, DOMAIN)

    def everything(self) -> Rows:
        return _read(self.team.database, Base.metadata.sorted_tables)

    def _message(self, who: int, **content: Any) -> dict[str, Any]:
        sender = {"id": who, "is_bot": False, "first_name": "Prénom"}
        envelope = {"message_id": next(self.numbers), "date": self.team.sent(), "from": sender}
        return {**envelope, "chat": private(who), **content}

    def _send(self, change: dict[str, Any], *, crash: bool = False) -> None:
        """Store it, handle it; after a crash it is handled again from the inbox."""
        team, raw = self.team, {"update_id": next(self.numbers), **change}
        with team.database.transaction() as tx:
            (stored,) = inbox.store(tx, BOT, [raw], team.clock.now())
        if crash:
            self._die(stored)
        said = self._said()
        with team.database.transaction() as tx:
            after = take(tx, team.desk, stored)
        answered = after.toast or self._said() > said
        assert answered or not self._is_owed_an_answer(change), f"no answer: {raw}"
        self.done.append(stored)
        team.deliver()

    def _is_owed_an_answer(self, change: dict[str, Any]) -> bool:
        """A stranger is refused once a day; a press is answered by what it changes."""
        (said,) = change.values()
        return "callback_query" not in change and said["from"]["id"] in CAST

    def _die(self, stored: StoredUpdate) -> None:
        before = self.everything()
        try:
            with self.team.database.transaction() as tx:
                take(tx, self.team.desk, stored)
                tx.flush()
                raise Crash
        except Crash:
            self.restart()
        assert self.everything() == before, "a crash left half a turn behind"

    def _said(self) -> int:
        with self.team.database.transaction() as tx:
            outbox = Base.metadata.tables["outbox"]
            return int(tx.execute(select(func.max(outbox.c.id))).scalar() or 0)

    def _is_stale(self, data: str) -> bool:
        """A button of a conversation's older screen, or of one that is over."""
        button = decode(data)
        if not isinstance(button, TalkButton):
            return False
        with self.team.database.transaction() as tx:
            talk = conversations.load(tx, button.talk_id)
        over = talk is None or talk.etat not in (conversations.OPEN, conversations.PARKED)
        return over or (talk is not None and talk.state.rev != button.tapped.rev)


def _goes_forward(data: str) -> bool:
    button = decode(data)
    back = (Action.CANCEL, Action.BACK, Action.ALSO, Action.EDIT)
    return isinstance(button, TalkButton) and button.tapped.action not in back


def _cells(content: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    return itertools.chain(*content.get("keyboard", ()))


def _read(database: Database, tables: list[Table]) -> Rows:
    def read(tx: Tx) -> Rows:
        return {
            table.name: [
                tuple(row) for row in tx.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables
        }

    with database.transaction() as tx:
        return read(tx)
