"""Around the turn: who presses in a group, the tap answered, the update that cannot be handled."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram.backend import make_bot
from bot.chat import words
from bot.chat.desk import SansLigne, open_desk
from bot.chat.front import Front
from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.sandbox.server import start
from bot.sandbox.world import World
from storage.machine import inbox
from storage.machine.db import Database
from storage.machine.inbox import StoredUpdate
from storage.models import Outbox, Personne
from tests.handlers.people import BOT, COORDINATION, INCONNUE, MEDIATRICE, Team, open_team


@dataclass
class Door:
    """The front between a real Bot API server and a real database."""

    team: Team
    world: World
    front: Front
    handled: int = 0

    async def handle(self, **change: Any) -> None:
        self.handled += 1
        raw = {"update_id": self.handled, **change}
        with self.team.database.transaction() as tx:
            (stored,) = inbox.store(tx, BOT, [raw], self.team.clock.now())
        member = await self.front.ask(stored) if self.front.asks(stored) else False
        after = await self.team.database.run(partial(self.front.take, member=member), stored)
        self.front.follow(after)
        await self.front.settle()

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [dict(call.params) for call in self.world.calls if call.method == method]


@pytest.fixture
async def door(sqlite_database: Database, clock: MovableClock) -> AsyncIterator[Door]:
    team, world = open_team(sqlite_database, clock), World(clock)
    server = await start(world)
    bot = make_bot(server.url, world.token)
    await bot.open()
    desk = open_desk(clock, team.desk.programmes, SansLigne(BOT, "bot"))
    yield Door(team, world, Front(desk, bot))
    await bot.close()
    await server.stop()


def press(chat: dict[str, Any], data: str, query: str = "1") -> dict[str, Any]:
    sender = {"id": MEDIATRICE, "is_bot": False, "first_name": "x"}
    shown = {"message_id": 1, "chat": chat, "date": 0}
    return {"id": query, "from": sender, "message": shown, "data": data}


async def test_a_tap_is_answered_after_the_turn(door: Door) -> None:
    chat = {"id": MEDIATRICE, "type": "private", "first_name": "x"}
    await door.handle(callback_query=press(chat, "c:9:1:p:x"))
    assert door.calls("answerCallbackQuery") == [{"callback_query_id": "1", "text": words.GONE}]
    assert door.calls("getChatMember") == []


async def test_an_answer_that_telegram_refuses_changes_nothing(door: Door) -> None:
    chat = {"id": MEDIATRICE, "type": "private", "first_name": "x"}
    door.world.faults.add("answerCallbackQuery", 400)
    await door.handle(callback_query=press(chat, "c:9:1:p:x", "trop-vieux"))
    assert len(door.calls("answerCallbackQuery")) == 1


async def test_membership_is_asked_only_for_a_deed_in_a_group(door: Door) -> None:
    group = door.world.group("Éclairage", [door.world.person("x", id=MEDIATRICE)])
    chat = {"id": group.id, "type": "group", "title": "Éclairage"}
    await door.handle(callback_query=press(chat, "n'importe quoi"))
    assert door.calls("getChatMember") == []
    await door.handle(callback_query=press(chat, "g:sv:1:recu", "2"))
    who = {"id": MEDIATRICE, "is_bot": False, "first_name": "x"}
    put = {"chat": chat, "message_id": 1, "user": who, "date": 0, "old_reaction": []}
    thumb = [{"type": "emoji", "emoji": "👍"}]
    await door.handle(message_reaction={**put, "new_reaction": thumb})
    asked = door.calls("getChatMember")
    known = [(int(one["chat_id"]), int(one["user_id"])) for one in asked]
    assert known == [(group.id, MEDIATRICE)] * 2, "once for the press, once for the reaction"


@pytest.mark.parametrize("voie", [f"{INCONNUE}:{INCONNUE}", "-77:900", "update:12"])
async def test_nobody_is_said_to_know_of_a_stranger_s_message(door: Door, voie: str) -> None:
    with door.team.database.transaction() as tx:
        door.front.poison(tx, StoredUpdate(12, voie, {}), "KeyError: chat")
        told = {row.adresse: row.contenu["text"] for row in tx.scalars(select(Outbox))}
    kept = "Votre dernier message n'a pas pu être traité. Il est gardé trois jours."
    expected = {str(INCONNUE): f"{kept} Vous pouvez continuer."} if voie[0] == "9" else {}
    assert {to: html.unescape(text) for to, text in told.items()} == expected


async def test_a_hurried_member_is_told_once_that_nothing_is_lost(door: Door) -> None:
    with door.team.database.transaction() as tx:
        for who in (MEDIATRICE, MEDIATRICE, INCONNUE):
            door.front.slowed(tx, StoredUpdate(12, f"{who}:{who}", {}))
        told = {row.adresse: row.contenu["text"] for row in tx.scalars(select(Outbox))}
    assert told == {str(MEDIATRICE): words.HURRIED}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATION])
async def test_who_is_said_to_know_of_a_message_put_aside_does(door: Door, role: Role) -> None:
    stored = StoredUpdate(12, f"{MEDIATRICE}:{MEDIATRICE}", {})
    with door.team.database.transaction() as tx:
        if role is Role.ADMIN:
            tx.scalars(select(Personne).filter_by(telegram_id=COORDINATION)).one().role = role
        door.front.poison(tx, stored, "KeyError: chat")
        told = {row.adresse: row.contenu["text"] for row in tx.scalars(select(Outbox))}
    who = words.THE_OPERATOR if role is Role.ADMIN else words.THE_COORDINATION
    assert f"{who} le sait" in told[str(MEDIATRICE)]
    assert "Un message de Médiatrice" in told[str(COORDINATION)]
    assert "n° 12" in told[str(COORDINATION)]


async def test_a_programme_that_a_turn_changed_is_served_once_the_turn_is_kept(door: Door) -> None:
    served = door.team.desk.programmes
    before = dict(served)
    chat = {"id": COORDINATION, "type": "private", "first_name": "x"}
    sender = {"id": COORDINATION, "is_bot": False, "first_name": "x"}
    envelope = {"message_id": 1, "date": door.team.sent(), "from": sender, "chat": chat}
    for text in ("/sites", "✏️ Renommer un site", "Site A"):
        await door.handle(message={**envelope, "text": text})
        assert served == before
    await door.handle(message={**envelope, "text": "Place neuve"})
    (programme,) = served.values()
    assert programme.config.site("site-a").label == "Place neuve"
