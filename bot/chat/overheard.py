"""What is typed from nowhere: it opens the flow that understands it; edited, it is read again."""

from __future__ import annotations

from typing import Any

from bot.chat import talks, words
from bot.chat.exchange import Exchange
from bot.engine.state import Showed
from bot.feature.beforehand import MESSAGE
from bot.feature.handler import Handler
from storage.machine import conversations

Heard = tuple[Handler, dict[str, Any]]


def begin(exchange: Exchange, text: str) -> None:
    """The flow that understands `text`, its answers already given; or help."""
    heard = _heard(exchange, text)
    if heard:
        talks.begin(exchange, *heard)
    else:
        exchange.show_menu(words.HELP)


def begin_with_photo(exchange: Exchange, caption: str, photo: Showed) -> bool:
    """The caption and its photo as one entry; False when nobody understands the caption."""
    heard = _heard(exchange, caption, takes_photos=True)
    if heard is None:
        return False
    handler, answers = heard
    talks.feed(exchange, talks.open_flow(exchange, handler, answers), photo)
    return True


def counts(exchange: Exchange, text: str) -> bool:
    """Whether `text` is an entry by itself, although a question of another kind is open."""
    return _heard(exchange, text) is not None


def edited(exchange: Exchange) -> None:
    """A message changed after it was read: what it recorded follows, or its card is read again."""
    text = exchange.incoming.text
    for handler in _serving(exchange):
        said = handler.edited(exchange.context, text) if handler.edited else None
        if said is not None:
            exchange.say(said)
            return
    talk = conversations.newest(exchange.tx, exchange.incoming.chat_id, exchange.incoming.user_id)
    asked_by = MESSAGE.of(talk.state.answers) if talk else None
    if talk is None or asked_by is None or asked_by != exchange.incoming.message_id:
        exchange.say(words.EDITED)
        return
    _read_again(exchange, talk, text)


def _read_again(exchange: Exchange, talk: conversations.Talk, text: str) -> None:
    """By the flow of its card if it still can, else by the one that now understands it."""
    own = exchange.desk.by_name[talk.state.flow]
    heard = _heard(exchange, text, takes_photos="photo" in talk.state.answers)
    if heard is None:
        exchange.say(words.EDITED_UNREAD)
    elif heard[0] is own:
        talks.reread(exchange, talk, own, heard[1])
    else:
        conversations.close(exchange.tx, talk, conversations.CANCELLED, exchange.context.now)
        talks.begin(exchange, *heard)


def _heard(exchange: Exchange, text: str, *, takes_photos: bool = False) -> Heard | None:
    for handler in _serving(exchange):
        if takes_photos and not talks.takes_photos(handler):
            continue
        heard = handler.overhears(exchange.context, text) if handler.overhears else None
        if heard is not None:
            return handler, heard
    return None


def _serving(exchange: Exchange) -> list[Handler]:
    role = exchange.context.person.role
    return [handler for handler in exchange.desk.handlers if role in handler.roles]
