"""What is typed from nowhere: it opens the flow that understands it; edited, it is read again."""

from __future__ import annotations

from typing import Any

from bot.chat import corrige, words
from bot.chat.dialogue import Dialogue
from bot.chat.exchange import Exchange
from bot.engine.conditions import Answers
from bot.engine.state import Remark, Showed
from bot.feature.beforehand import AUSSI, MESSAGE
from bot.feature.contract import Handler
from bot.feature.remarks import remark_text
from bot.telephone import has_number
from storage.machine import conversations

Opener = tuple[Handler, dict[str, Any]]


def begin(exchange: Exchange, text: str) -> None:
    """The flow that understands `text`, its answers already given; or the one that gathers it."""
    opener = _opener(exchange, text)
    if opener is None and has_number(text):
        exchange.erase_words()
        exchange.say(remark_text(Remark.SOMEBODY, {}))
        return
    opener = opener or _gatherer(exchange, text)
    if opener is None:
        exchange.show_menu(words.HELP)
    elif not _joined(exchange, *opener):
        Dialogue.open(exchange, *opener).begin()


def _joined(exchange: Exchange, handler: Handler, heard: dict[str, Any]) -> bool:
    """Whether it was taken in by an entry of the same kind that waits to be recorded."""
    if handler.joins is None:
        return False
    incoming, flow = exchange.incoming, handler.flow.name
    talk = conversations.waiting(exchange.tx, incoming.chat_id, incoming.user_id, flow)
    if talk is None or not exchange.desk.is_draft(talk):
        return False
    whole = handler.joins(exchange.context, talk.state.answers, heard)
    if whole is None:
        return False
    Dialogue.of(exchange, talk).add(whole)
    return True


def take_back(exchange: Exchange, text: str) -> bool:
    """« non 6 pas 8 »: the open card follows, or what was just recorded; False for other words."""
    dialogue = Dialogue.under_way(exchange)
    if dialogue is not None and dialogue.handler.amends:
        changed = dialogue.handler.amends(exchange.context, dialogue.talk.state.answers, text)
        if changed is not None:
            dialogue.reread(changed)
            return True
    for handler in _serving(exchange) if dialogue is None else ():
        reply = handler.amended(exchange.context, text) if handler.amended else None
        if reply is not None:
            exchange.say(reply)
            return True
    return False


def _gatherer(exchange: Exchange, text: str) -> Opener | None:
    for handler in _serving(exchange):
        answers = handler.gathers(exchange.context, text) if handler.gathers else None
        if answers is not None:
            return handler, answers
    return None


def begin_with_photo(exchange: Exchange, caption: str, photo: Showed) -> bool:
    """The caption and its photo as one entry; False when nobody understands the caption."""
    opener = _opener(exchange, caption, takes_photos=True)
    if opener is None:
        return False
    Dialogue.open(exchange, *opener).feed(photo)
    return True


def counts(exchange: Exchange, text: str) -> bool:
    """Whether `text` is an entry by itself, although a question of another kind is open."""
    return _opener(exchange, text) is not None


def edited(exchange: Exchange) -> None:
    """A message changed after it was read: what it recorded follows, or its card is read again."""
    text = exchange.incoming.text
    for handler in _serving(exchange):
        reply = handler.edited(exchange.context, text) if handler.edited else None
        if reply is not None:
            corrige.show(exchange, exchange.incoming.message_id or 0)
            exchange.say(reply)
            return
    dialogue = _said_by(exchange)
    if dialogue is None:
        exchange.say(words.EDITED)
    else:
        _read_again(exchange, dialogue, text)


def _said_by(exchange: Exchange) -> Dialogue | None:
    """The entry that the edited message began, or was taken in by: under way, or put aside."""
    edited = exchange.incoming.message_id
    whose = (exchange.tx, exchange.incoming.chat_id, exchange.incoming.user_id)
    for talk in filter(None, (conversations.newest(*whose), *conversations.aside(*whose))):
        said = (MESSAGE.of(talk.state.answers), *(AUSSI.of(talk.state.answers) or ()))
        if edited is not None and edited in said:
            return Dialogue.of(exchange, talk)
    return None


def _read_again(exchange: Exchange, dialogue: Dialogue, text: str) -> None:
    """By the flow of its card if it still can, else by the one that now understands it.

    What several messages say together is never given up for what one of them now says.
    """
    talk = dialogue.talk
    opener = _opener(exchange, text, takes_photos="photo" in talk.state.answers)
    if opener is None:
        exchange.say(words.EDITED_UNREAD)
    elif opener[0] is dialogue.handler:
        dialogue.reread(_replacing(exchange, *opener, talk.state.answers))
    elif AUSSI.of(talk.state.answers):
        exchange.say(words.EDITED)
    else:
        conversations.close(exchange.tx, talk, conversations.CANCELLED, exchange.context.now)
        Dialogue.open(exchange, *opener).begin()


def _replacing(
    exchange: Exchange, handler: Handler, heard: dict[str, Any], before: Answers
) -> dict[str, Any]:
    """What that message says now, in the place of what it said."""
    whole = handler.joins(exchange.context, before, heard) if handler.joins else None
    return heard if whole is None else whole


def _opener(exchange: Exchange, text: str, *, takes_photos: bool = False) -> Opener | None:
    for handler in _serving(exchange):
        if takes_photos and not handler.takes_photos:
            continue
        answers = handler.overhears(exchange.context, text) if handler.overhears else None
        if answers is not None:
            return handler, answers
    return None


def _serving(exchange: Exchange) -> list[Handler]:
    role = exchange.context.person.role
    return [handler for handler in exchange.desk.handlers if role in handler.roles]
