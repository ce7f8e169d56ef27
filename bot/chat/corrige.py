"""The card of what a message recorded, once that message is edited: no old figure stays on it."""

from __future__ import annotations

from bot.chat.dialogue import Dialogue
from bot.chat.exchange import Exchange
from bot.feature import cards
from storage import dictees, journal
from storage.machine import conversations


def show(exchange: Exchange, message_id: int) -> None:
    """As it now stands; one that still asks something asks it again, in place."""
    tx, context = exchange.tx, exchange.context
    message = dictees.of_message(tx, context.user_id, message_id)
    talk_id = message.conversation_id if message else None
    talk = conversations.load(tx, talk_id) if talk_id else None
    if talk is None or talk.screen is None:
        return
    if talk.etat in (conversations.OPEN, conversations.PARKED):
        Dialogue.of(exchange, talk).refresh()
        return
    rows = journal.standing(tx, dictees.objets_of(tx, talk.id))
    exchange.end_card(talk, cards.stands(context, rows))
