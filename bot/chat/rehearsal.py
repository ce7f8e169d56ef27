"""The commands of the team, as somebody would give them: what the first of each screen does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.chat.desk import Desk
from bot.chat.turn import take
from bot.domain.roles import Role
from storage import people
from storage.machine import inbox
from storage.machine.aside import Readings
from storage.machine.db import Tx
from storage.programme import Programme

NEVER_SENT = -1
"""Telegram's numbers are positive."""


def commands(tx: Tx, desk: Desk, programme: Programme) -> dict[str, Callable[[Tx], object]]:
    """By its name, each command of each role that somebody has, given by one of them."""
    given: dict[str, Callable[[Tx], object]] = {}
    for role in Role:
        who = [one.telegram_id for one in people.with_role(tx, programme.id, role)]
        for user_id in filter(None, who[:1]):
            for command, _about in desk.commands(role):
                given[f"{role} /{command}"] = partial(_give, desk, user_id, f"/{command}", [])
    return given


def _give(desk: Desk, user_id: int, command: str, readings: Readings, tx: Tx) -> None:
    now = desk.clock.now()
    update = {"update_id": NEVER_SENT, "message": _message(user_id, command, int(now.timestamp()))}
    for stored in inbox.store(tx, desk.bot_id, [update], now):
        take(tx, desk, stored, readings=readings)


def _message(user_id: int, text: str, date: int) -> dict[str, Any]:
    person = {"id": user_id, "is_bot": False, "first_name": ""}
    chat = {"id": user_id, "type": "private"}
    return {"message_id": 0, "date": date, "from": person, "chat": chat, "text": text}
