"""The team on a real database, taken through the chat's own turns; only the wire is missing."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from bot.channels.telegram.fitting import misfit
from bot.chat.desk import Desk, SansLigne, open_desk
from bot.chat.exchange import After
from bot.chat.turn import take
from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.feature.contract import Context
from handlers.presence import rattrapage
from storage import people
from storage.dispositif import Dispositif
from storage.machine import inbox, settling
from storage.machine.claims import Claimed, claim
from storage.machine.db import Database, Tx
from storage.machine.outbox import Lane
from storage.models import Base, Personne
from storage.programme import Programme, renew
from storage.referential import synchronise
from storage.tableaux_en_retard import QUIET
from storage.trackings import TRACKINGS
from storage.work import ClockJob
from tests.clockwork import ring
from tests.storage.dispositif_cast import example

MEDIATRICE, MEDIATEUR, AUTRE_BINOME, COORDINATION, INCONNUE = 501, 502, 503, 504, 999
"""Telegram ids, private chats too; the first two are one binôme, the last was never invited."""

CAST = {
    MEDIATRICE: (Role.MEDIATEUR, "binome-1", "Médiatrice"),
    MEDIATEUR: (Role.MEDIATEUR, "binome-1", "Médiateur"),
    AUTRE_BINOME: (Role.MEDIATEUR, "binome-2", "Autre binôme"),
    COORDINATION: (Role.COORDINATION, None, "Coordination"),
}
BOT = 1
Content = dict[str, Any]
Row = TypeVar("Row", bound=Base)


@dataclass
class Team:
    """Who is there, what each phone shows; every message is delivered as soon as it is posted."""

    database: Database
    programme: Programme
    clock: MovableClock
    desk: Desk
    phones: dict[int, dict[int, Content]] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    pins: dict[int, list[int]] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    written: dict[int, tuple[int, int]] = field(default_factory=dict)
    deleted: list[int] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def sent(self) -> int:
        """The hour that Telegram writes on a message, in seconds."""
        return int(self.clock.now().timestamp())

    def says(self, who: int, text: str) -> str:
        """`who` writes; the newest words on their screen."""
        return self.sends(who, {"text": text})

    def sends(self, who: int, message: dict[str, Any]) -> str:
        """Any message in Telegram's shape, without its envelope."""
        sender = {"id": who, "is_bot": False, "first_name": CAST.get(who, ("", "", "Inconnue"))[2]}
        number, hour = next(self._numbers), self.sent()
        envelope = {"message_id": number, "date": hour, "from": sender}
        self.written[who] = (number, hour)
        self.updates({"message": {**envelope, "chat": private(who), **message}})
        return self.reads(who)

    def edits(self, who: int, text: str, *, written: tuple[int, int] | None = None) -> str:
        """`who` changes the words of a message (id, hour), by default their last one."""
        number, hour = written or self.written[who]
        sender = {"id": who, "is_bot": False, "first_name": "Prénom"}
        shape = {"message_id": number, "date": hour, "edit_date": self.sent(), "from": sender}
        self.updates({"edited_message": {**shape, "chat": private(who), "text": text}})
        return self.reads(who)

    def taps(self, who: int, *labels: str) -> str:
        """`who` presses the buttons that begin so, each on the newest screen that has one."""
        for label in labels:
            message_id, data = self.button(who, label)
            self.presses(who, message_id, data)
        return self.reads(who)

    def presses(self, who: int, message_id: int, data: str, *, chat: int | None = None) -> str:
        """A press on a button of any screen, old or never shown; the toast."""
        shape = {"message_id": message_id, "chat": private(chat or who), "date": self.sent()}
        sender = {"id": who, "is_bot": False, "first_name": "Prénom"}
        query = {"id": str(next(self._numbers)), "from": sender, "message": shape, "data": data}
        self.toasts.append(self.updates({"callback_query": query}).toast)
        return self.toasts[-1]

    def button(self, who: int, label: str) -> tuple[int, str]:
        """(message, data) of the newest button that begins with `label`."""
        for message_id, content in reversed(self.phones[who].items()):
            for shown, data, *_ in itertools.chain(*content.get("keyboard", ())):
                if shown.startswith(label):
                    return message_id, data
        raise LookupError(f"no button begins with {label!r}: {self.phones[who]}")

    def updates(self, change: dict[str, Any]) -> After:
        """One update, stored, handled, and its answers delivered."""
        raw = {"update_id": next(self._numbers), **change}
        with self.database.transaction() as tx:
            (stored,) = inbox.store(tx, BOT, [raw], self.clock.now())
        with self.database.transaction() as tx:
            after = take(tx, self.desk, stored)
        if after.renewed:
            renew(self.desk.programmes, after.renewed)
            self.programme = self.desk.programmes[self.programme.id]
        self.deliver()
        return after

    def catch_up(self, after: timedelta = QUIET) -> None:
        """The few seconds after which the pinned tallies show the last turns."""
        self.clock.advance(after)
        self.rings(rattrapage.catch_up)
        self.deliver()

    def rings(self, *jobs: ClockJob) -> Programme | None:
        """What the clock does now, each to its end; the programme, if one of them renewed it."""
        return ring(self.database, self.programme, self.clock.now(), *jobs)

    def deliver(self) -> None:
        """Everything due to private chats arrives, in order."""
        with self.database.transaction() as tx:
            rooms = [(lane, 50) for lane in (Lane.ALERTE, Lane.PROMPT, Lane.ORNEMENT)]
            while rows := claim(tx, self.clock.now(), "telegram", rooms, TRACKINGS):
                for row in rows:
                    number = int(row.edit or next(self._numbers))
                    self._arrives(row, number)
                    settling.sent(tx, self.clock.now(), [(row, number)], TRACKINGS)

    def _arrives(self, row: Claimed, number: int) -> None:
        """A message or its rewriting; the tally keeps to itself, at the top of the screen."""
        who = int(row.address) if row.address.isdigit() else 0
        assert not misfit(row.content), f"Telegram refuses {row.key}: {misfit(row.content)}"
        if "text" in row.content:
            phone = self.phones.setdefault(who, {})
            phone[number] = as_protected(row.content, phone.get(number))
            if not row.subject.startswith("tableau:"):
                self.latest[who] = number
        if row.content.get("method") == "editMessageReplyMarkup":
            self.phones.get(who, {}).get(number, {}).pop("keyboard", None)
        if row.content.get("method") == "deleteMessages":
            self.deleted += row.content["params"]["message_ids"]
            for gone in row.content["params"]["message_ids"]:
                self.phones[who].pop(gone, None)
        pins = self.pins.setdefault(who, [])
        if row.content.get("method") == "pinChatMessage":
            pins.append(number)
        elif row.content.get("method") == "unpinChatMessage":
            pins.remove(number)

    def pinned(self, who: int) -> str:
        """What is pinned at the top of their screen, as it now stands; « » when nothing is."""
        pins = self.pins.get(who)
        return html.unescape(self.phones[who][pins[-1]]["text"]) if pins else ""

    def reads(self, who: int) -> str:
        """The words of what last came or changed on their screen; « » when nothing ever did."""
        return html.unescape(self._last(who).get("text", ""))

    def shown(self, who: int) -> list[str]:
        """Every message as it now stands on that phone, oldest first."""
        phone = self.phones.get(who, {})
        return [html.unescape(content["text"]) for content in phone.values()]

    def labels(self, who: int) -> list[str]:
        """The buttons under what last came or changed."""
        rows = self._last(who).get("keyboard", ())
        return [shown for shown, *_ in itertools.chain(*rows)]

    def day(self, who: int) -> str:
        """« Ma journée »: its words, then what each of its buttons says."""
        said = self.says(who, "📋 Ma journée")
        return "\n".join([said, *self.labels(who)])

    def rows(self, table: type[Row]) -> list[Row]:
        with self.database.transaction() as tx:
            return list(tx.scalars(select(table)))

    def context(self, tx: Tx, who: int, talk_id: int | None = None) -> Context:
        """A turn of `who`, for calling a flow's own functions."""
        person = people.by_telegram(tx, who)
        source = f"essai:{next(self._numbers)}"
        now = self.clock.now()
        return Context(tx, self.programme, now, person, source, user_id=who, talk_id=talk_id)

    def _last(self, who: int) -> Content:
        return self.phones.get(who, {}).get(self.latest.get(who, 0), {})

    def invite(self, role: Role = Role.MEDIATEUR, nom: str = "Nouvelle") -> str:
        """A new invitation's code."""
        binome = self.programme.binomes["binome-1"] if role is Role.MEDIATEUR else None
        with self.database.transaction() as tx:
            now = self.clock.now()
            return people.invite(tx, self.programme.id, role, nom, now, binome_id=binome).code


def as_protected(content: Content, before: Content | None) -> Content:
    """A rewriting leaves a message as protected as it was sent, or as little."""
    if before is None:
        return content
    bare = {name: value for name, value in content.items() if name != "protect"}
    return {**bare, "protect": True} if before.get("protect") else bare


def private(who: int) -> dict[str, Any]:
    return {"id": who, "type": "private", "first_name": "Prénom"}


def open_team(database: Database, clock: MovableClock, config: Dispositif | None = None) -> Team:
    """The cast in an empty database; without `config`, the packaged Amiens example."""
    with database.transaction() as tx:
        programme = synchronise(tx, config or example("amiens"), clock.now())
        first = next(iter(programme.binomes.values()))
        for telegram_id, (role, binome, prenom) in CAST.items():
            tx.add(
                Personne(
                    dispositif_id=programme.id,
                    binome_id=programme.binomes.get(binome, first) if binome else None,
                    role=role,
                    prenom=prenom,
                    telegram_id=telegram_id,
                    charte_le=clock.now(),
                )
            )
    return manned(database, clock, programme)


def manned(database: Database, clock: MovableClock, programme: Programme) -> Team:
    """The cast that is already in `database`, with a desk of its own."""
    return Team(
        database,
        programme,
        clock,
        open_desk(clock, {programme.id: programme}, SansLigne(BOT, "b")),
    )


def mons() -> Dispositif:
    """The packaged Mons example, with a second binôme: the cast has two.

    Its interventions ended in 2016, and its week with them: here nothing was ever decided.
    """
    config = example("mons")
    second = config.binomes[0].model_copy(update={"slug": "binome-2", "label": "Binôme 2"})
    both = (*config.binomes, second)
    return config.model_copy(update={"binomes": both, "interventions": ()})
