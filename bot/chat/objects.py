"""Buttons that belong to an object: the deed is looked up by its kind and done once."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Pressed
from bot.chat import words
from bot.chat.callbacks import DROP, PARKED, RECORD
from bot.chat.dialogue import Dialogue
from bot.chat.exchange import Exchange
from bot.feature import portee
from bot.feature.contract import OPEN, UNKNOWN, Opening, Tap, drawn
from storage.machine import conversations

OWN: Final = {kind.code: kind for kind in (PARKED, OPEN)}
"""The kinds of the chat itself: a parked conversation taken up or dropped, a flow opened."""


def kind_of(exchange: Exchange, pressed: Pressed) -> Button | None:
    """The kind of that button; None for one that no kind could have written."""
    own = OWN.get(pressed.code)
    pair = exchange.desk.buttons.get(pressed.code)
    kind = own or (pair[0] if pair else None)
    return kind if kind and kind.may_carry(pressed.argument) else None


def press(exchange: Exchange, pressed: Pressed, *, member: bool) -> None:
    """Do what the button asks; its answer is a toast, and new words for the pressed message."""
    kind = kind_of(exchange, pressed)
    if kind is None:
        exchange.toast(UNKNOWN)
    elif kind is PARKED:
        _parked(exchange, pressed)
    elif kind is OPEN:
        _open(exchange, Opening(pressed.argument))
    else:
        _press(exchange, pressed, member=member)


def _press(exchange: Exchange, pressed: Pressed, *, member: bool) -> None:
    incoming = exchange.incoming
    kind, deed = exchange.desk.buttons[pressed.code]
    tap = Tap(
        pressed.object_id,
        pressed.argument,
        incoming.chat_id,
        incoming.user_id,
        incoming.first_name,
        member,
    )
    if exchange.context.may(deed.droit):
        tap = portee.within(exchange.context, deed.droit, kind, tap)
    exchange.context.wrote = True
    reply = deed.pressed(exchange.context, tap)
    exchange.toast(reply.toast)
    if reply.opens is not None:
        _open(exchange, reply.opens)
    elif reply.text is not None:
        content = {"text": reply.text, "keyboard": drawn(reply.keyboard), "edit": True}
        exchange.send({**content, "message_id": incoming.message_id})


def _open(exchange: Exchange, opening: Opening) -> None:
    """Begin a flow; its entry is shared with those that suit, whatever was asked of it."""
    if exchange.context.somebody is None:
        exchange.toast(UNKNOWN)
        return
    target = exchange.desk.by_name.get(opening.flow)
    shared = exchange.desk.entries.get(target.entry or "", []) if target else []
    for handler in dict.fromkeys((*filter(None, [target]), *shared)):
        if handler.opens_for(exchange.context):
            exchange.below = opening.below
            at = opening.at if handler is target else ""
            Dialogue.open(exchange, handler, dict(opening.seed)).begin(at=at)
            return
    exchange.toast(target.refusal if target and target.refusal else words.NOT_NOW)


def _parked(exchange: Exchange, pressed: Pressed) -> None:
    talk = conversations.load(exchange.tx, pressed.object_id)
    mine = talk is not None and talk.user_id == exchange.incoming.user_id
    alive = talk is not None and talk.etat in (conversations.PARKED, conversations.OPEN)
    if talk is None or not mine or not alive:
        done = mine and talk is not None and talk.etat == conversations.DONE and not talk.state.at
        exchange.toast(words.ALREADY_NOTED if done else words.GONE)
        if mine:
            _strip(exchange)
        return
    dialogue = Dialogue.of(exchange, talk)
    if pressed.argument == DROP:
        dialogue.drop()
    elif dialogue.is_gone:
        exchange.toast(words.GONE)
    elif pressed.argument == RECORD:
        dialogue.finish()
    else:
        dialogue.resume()
        _strip(exchange)


def _strip(exchange: Exchange) -> None:
    """What was offered there is taken up, or over."""
    if exchange.incoming.message_id is not None:
        exchange.strip(exchange.incoming.message_id)
