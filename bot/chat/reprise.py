"""An entry put aside is offered once to who has just ended another, and is free."""

from __future__ import annotations

from typing import Final

from bot.chat import words
from bot.chat.callbacks import DROP, RESUME, keys
from bot.chat.exchange import Exchange
from bot.rendering import render_text
from storage.machine import conversations, passages
from storage.machine.conversations import PARKED

TASK: Final = "brouillon propose"


def offer(exchange: Exchange) -> None:
    """Say that an earlier entry still waits: its card stays alive, so once is enough."""
    tx, incoming = exchange.tx, exchange.incoming
    talk = conversations.newest(tx, incoming.chat_id, incoming.user_id, PARKED)
    if talk is None or not exchange.desk.is_draft(talk):
        return
    if conversations.newest(tx, incoming.chat_id, incoming.user_id) is not None:
        return
    if passages.claim(tx, TASK, f"{talk.id}:{talk.state.rev}", exchange.context.now):
        title = exchange.desk.handler(talk.state.flow).flow.title
        text = render_text(words.RESUME, title=title, since=talk.ouverte_le)
        exchange.say(text, [keys(talk.id, RESUME, DROP)])
