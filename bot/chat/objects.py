"""Buttons that belong to an object: the deed is looked up by its short name and done once."""

from __future__ import annotations

from bot.chat import brouillons, talks, words
from bot.chat.callbacks import ObjectButton
from bot.chat.exchange import Exchange
from bot.feature.contract import Opening, Tap, drawn
from storage.machine import conversations

PARKED_TALK, DRAWER = "cv", "ou"
"""The gestes of the chat itself: a parked conversation taken up or dropped, a flow opened."""


def press(exchange: Exchange, button: ObjectButton, *, member: bool) -> None:
    """Do what the button asks; its answer is a toast, and new words for the pressed message."""
    if button.geste == PARKED_TALK:
        _parked(exchange, button)
        return
    if button.geste == DRAWER:
        _open(exchange, Opening(button.argument))
        return
    geste = exchange.desk.gestes.get(button.geste)
    if geste is None:
        exchange.toast(words.UNKNOWN_BUTTON)
        return
    incoming = exchange.incoming
    tap = Tap(
        button.object_id,
        button.argument,
        incoming.chat_id,
        incoming.user_id,
        incoming.first_name,
        member,
    )
    reply = geste(exchange.context, tap)
    exchange.toast(reply.toast)
    if reply.opens is not None:
        _open(exchange, reply.opens)
    elif reply.text is not None:
        content = {"text": reply.text, "keyboard": drawn(reply.keyboard), "edit": True}
        exchange.send({**content, "message_id": incoming.message_id})


def _open(exchange: Exchange, opening: Opening) -> None:
    """Begin a flow; its entry is shared with those that suit, whatever was asked of it."""
    if exchange.context.somebody is None:
        exchange.toast(words.UNKNOWN_BUTTON)
        return
    named = exchange.desk.by_name.get(opening.flow)
    shared = exchange.desk.entries.get(named.entry or "", []) if named else []
    role = exchange.context.person.role
    for handler in dict.fromkeys((*filter(None, [named]), *shared)):
        if role in handler.roles and handler.suits(exchange.context):
            exchange.below = opening.below
            at = opening.at if handler is named else ""
            talks.begin(exchange, handler, dict(opening.seed), at=at)
            return
    exchange.toast(named.refusal if named and named.refusal else words.NOT_NOW)


def _parked(exchange: Exchange, button: ObjectButton) -> None:
    talk = conversations.load(exchange.tx, button.object_id)
    mine = talk is not None and talk.user_id == exchange.incoming.user_id
    alive = talk is not None and talk.etat in (conversations.PARKED, conversations.OPEN)
    if talk is None or not mine or not alive:
        exchange.toast(words.GONE)
    elif button.argument == "enregistrer":
        brouillons.finish(exchange, talk)
    elif button.argument == "reprendre":
        talks.resume(exchange, talk)
    else:
        _drop(exchange, talk)


def _drop(exchange: Exchange, talk: conversations.Talk) -> None:
    """Given up; what its flow recorded as it went stays, and we say so."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    conversations.close(exchange.tx, talk, conversations.CANCELLED, exchange.context.now)
    exchange.context.talk_id = talk.id
    left = handler.left(exchange.context, talk.state.answers) if handler else ""
    exchange.show({"text": left or words.DROPPED}, talk.id)
