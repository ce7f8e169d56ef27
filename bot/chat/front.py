"""The door between the event loop and the turn: who presses, the turn, the tap answered."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.buttons import Pressed
from bot.casework import coordination
from bot.casework.prompts import prompt_each
from bot.channels.telegram.backend import BotApi, call
from bot.channels.telegram.failures import TelegramError
from bot.chat import words
from bot.chat.callbacks import decode
from bot.chat.desk import Desk
from bot.chat.exchange import After
from bot.chat.turn import take
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.feature.contract import OPEN
from bot.log import logger
from bot.rendering import render_line, render_text
from storage import people
from storage.machine.aside import Readings
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate
from storage.machine.outbox import Lane, Message, post
from storage.programme import renew
from storage.work import Work

log = logger(__name__)

MEMBERS = ("creator", "administrator", "member")
HURRIED_SECONDS = 600
NOT_A_MEMBER = ("user not found", "user_not_participant", "participant_id_invalid")
"""How Telegram refuses to speak of somebody whom it does not find there."""


class Front:
    """Handles stored updates, each in the transaction that it is given."""

    def __init__(self, desk: Desk, bot: BotApi) -> None:
        self._desk = desk
        self._bot = bot
        self._answers: set[asyncio.Task[None]] = set()

    def take(
        self,
        tx: Tx,
        stored: StoredUpdate,
        *,
        member: bool | None = False,
        readings: Readings | None = None,
    ) -> After:
        """One update, whole; raises whatever must undo the turn."""
        return take(tx, self._desk, stored, member=member, readings=readings)

    def follow(self, after: After) -> None:
        """The turn is committed: what it changed is served, the tap is answered."""
        if after.renewed:
            renew(self._desk.programmes, after.renewed)
        if after.callback_id:
            self._answer(after)

    def is_last(self, after: After) -> bool:
        """The next turns are served by the programme as this one changed it."""
        return after.renewed is not None

    def poison(self, tx: Tx, stored: StoredUpdate, error: str) -> None:
        """An update that failed five times: its author is told, and it stays for the operator."""
        log.error("update quarantined", inbox=stored.id, error=error)
        chat = stored.voie.partition(":")[0]
        if chat.isdigit():
            text = render_text(words.POISON, prevenue=self._warned(tx, stored.id, int(chat)))
            key, to = f"quarantaine:{stored.id}", to_chat(int(chat))
            message = Message(key, Lane.PROMPT, to, {"text": text})
            post(tx, self._desk.clock.now(), message)

    def slowed(self, tx: Tx, stored: StoredUpdate) -> None:
        """Said in a private chat, once every ten minutes at most."""
        chat, now = stored.voie.partition(":")[0], self._desk.clock.now()
        if chat.isdigit() and people.by_telegram(tx, int(chat)) is not None:
            key = f"vite:{chat}:{int(now.timestamp()) // HURRIED_SECONDS}"
            message = Message(key, Lane.PROMPT, to_chat(int(chat)), {"text": words.HURRIED})
            post(tx, now, message)

    def _warned(self, tx: Tx, numero: int, account: int) -> str:
        """Tell whoever runs the bot, else the coordination; how its author reads who that is."""
        person = people.by_telegram(tx, account)
        if person is None:
            return ""
        programme = self._desk.programmes[person.dispositif_id]
        work = Work(tx, programme, self._desk.clock.now())
        key = f"quarantaine:{numero}:dite"
        said = render_line(words.POISON_TOLD, prenom=person.prenom, numero=numero)
        operators = people.with_role(tx, programme.id, Role.ADMIN)
        if operators:
            text = render_text("⚠️ {{ said }}", said=said)
            prompt_each(work, operators, key, {"text": text})
            return words.THE_OPERATOR
        coordination.tell(work, key=key, subject=words.POISON_SUBJECT, text=said)
        return words.THE_COORDINATION

    def asks(self, stored: StoredUpdate) -> bool:
        """Whether it is a press or a reaction in a group, by somebody of whom Telegram must be
        asked."""
        chat, who = _presser(stored)
        if chat.get("type", "private") == "private" or not who:
            return False
        query = stored.contenu.get("callback_query")
        return query is None or isinstance(decode(query.get("data", "")), Pressed)

    def is_long(self, stored: StoredUpdate) -> bool:
        """Whether it opens a screen that is: by its command, its permanent button, or another."""
        if (message := stored.contenu.get("message")) is not None:
            return message.get("text") in self._desk.long_words
        pressed = decode((stored.contenu.get("callback_query") or {}).get("data", ""))
        if not isinstance(pressed, Pressed) or pressed.code != OPEN.code:
            return False
        return self._desk.handler(pressed.argument).long

    async def ask(self, stored: StoredUpdate) -> bool | None:
        """Whether Telegram counts the presser among the members of the group; None for no answer.

        Nobody is a stranger because the network is away.
        """
        chat, who = _presser(stored)
        params = {"chat_id": chat["id"], "user_id": who["id"]}
        try:
            member = await call(self._bot, "getChatMember", params)
        except TelegramError as error:
            if any(reason in error.message.lower() for reason in NOT_A_MEMBER):
                return False
            log.warning("membership unknown", chat=params["chat_id"], error=error.message)
            return None
        restricted = member["status"] == "restricted" and member["is_member"]
        return restricted or member["status"] in MEMBERS

    def _answer(self, after: After) -> None:
        task = asyncio.create_task(self._answer_tap(after))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_tap(self, after: After) -> None:
        """Best effort: the deed is done, and the card shows it anyway."""
        params = {"callback_query_id": after.callback_id, "text": after.toast}
        try:
            await call(self._bot, "answerCallbackQuery", params)
        except TelegramError as error:
            log.info("tap not answered", error=str(error))

    async def settle(self) -> None:
        """Wait for the taps being answered."""
        await asyncio.gather(*self._answers)


def _presser(stored: StoredUpdate) -> tuple[dict[str, Any], dict[str, Any]]:
    """The chat and the account of a press or a reaction; empty of anything else."""
    query = stored.contenu.get("callback_query") or {}
    change = stored.contenu.get("message_reaction") or {}
    chat = change.get("chat") or (query.get("message") or {}).get("chat") or {}
    return chat, change.get("user") or query.get("from") or {}
