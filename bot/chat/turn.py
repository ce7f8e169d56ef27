"""One update, one transaction: claimed, understood, recorded, answered, or rolled back whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.casework import coordination
from bot.chat import groups, strangers, talks, words
from bot.chat.after import After
from bot.chat.callbacks import ObjectButton, TalkButton, decode
from bot.chat.desk import Desk
from bot.chat.exchange import Exchange
from bot.chat.incoming import Incoming, Kind, read
from bot.chat.objects import press
from bot.delivery.lost import lost_person
from bot.engine.state import Located, Showed, Wrote
from handlers.contract import Context, Handler
from storage import conversations, inbox, people
from storage.db import Tx
from storage.inbox import StoredUpdate

HELP_COMMAND, START_COMMAND = "/aide", "/start"
COMMAND = re.compile(r"/[a-z_]+", re.IGNORECASE)


def take(tx: Tx, desk: Desk, stored: StoredUpdate, *, member: bool = False) -> After:
    """Handle one stored update inside `tx`; a second call for the same update does nothing (P4).

    `member` is what Telegram said of a presser's membership in a group, asked before the turn.
    Raises whatever the update provokes: the caller rolls back and counts the attempt.
    """
    if not inbox.claim_done(tx, stored.id):
        return After()
    incoming = read(stored.contenu)
    if incoming.kind is Kind.SILENT:
        return After()
    source = f"tg:{desk.bot_id}:{stored.contenu['update_id']}"
    if not incoming.private:
        return groups.take(tx, desk, incoming, source, member=member)
    person = people.by_telegram(tx, incoming.user_id)
    if person is None:
        return strangers.take(tx, desk, incoming, source)
    programme = desk.programmes[person.dispositif_id]
    now = _moment(desk, incoming)
    context = Context(tx, programme, person, now, source, user_id=incoming.user_id)
    exchange = Exchange(
        tx, desk, incoming, context, After(incoming.callback_id), followed=stored.followed
    )
    _known(exchange)
    return exchange.after


def _moment(desk: Desk, incoming: Incoming) -> datetime:
    """A message counts at the hour it was sent, not when the network or we came back (MED-11)."""
    now = desk.clock.now()
    if incoming.sent is None:
        return now
    return min(now, datetime.fromtimestamp(incoming.sent, UTC))


def _known(exchange: Exchange) -> None:
    """Someone of the team did something in their private chat."""
    match exchange.incoming.kind:
        case Kind.TEXT:
            _text(exchange)
        case Kind.TAP:
            _tap(exchange)
        case Kind.PHOTO:
            _photo(exchange)
        case Kind.POSITION:
            _position(exchange)
        case Kind.UNSUPPORTED:
            detail = exchange.incoming.detail
            exchange.say(words.REFUSED.get(detail, words.REFUSED_OTHERWISE))
        case Kind.EDITED:
            exchange.say(words.EDITED)
        case Kind.MEMBERSHIP:
            _membership(exchange)
        case _:
            return


def _text(exchange: Exchange) -> None:
    """A command, a permanent button, an answer, or an entry typed from nowhere: in that order."""
    text = exchange.incoming.text
    found = COMMAND.match(text)
    command = found[0].lower() if found else ""
    if command in (START_COMMAND, HELP_COMMAND):
        talks.show_menu(exchange, words.ALREADY_IN if command == START_COMMAND else words.HELP)
        return
    if command == words.CANCEL_COMMAND:
        _cancel(exchange)
        return
    if text == words.MORE:
        _drawer(exchange)
        return
    if (command or text) in exchange.desk.entries:
        _entry(exchange, command or text)
        return
    if command:
        exchange.say(words.UNKNOWN_COMMAND)
        return
    talk = _open_talk(exchange)
    if talk:
        talks.feed(exchange, talk, Wrote(text))
        return
    _overheard(exchange, text)


def _entry(exchange: Exchange, word: str) -> None:
    """A permanent button or a command: its flow, or why it does not suit now."""
    handler = exchange.desk.opened_by(word, exchange.context)
    if handler:
        talks.begin(exchange, handler)
        return
    role = exchange.context.person.role
    mine = (one for one in exchange.desk.entries[word] if role in one.roles)
    refusals = [one.refusal for one in mine if one.refusal]
    talks.show_menu(exchange, next(iter(refusals), words.HELP))


def _drawer(exchange: Exchange) -> None:
    """« ➕ Autre »: what has no place on the permanent keyboard."""
    rows = exchange.desk.drawer(exchange.context.person.role)
    if rows:
        exchange.say(words.MORE_QUESTION, rows)
    else:
        talks.show_menu(exchange, words.HELP)


def _overheard(exchange: Exchange, text: str) -> None:
    """A text from nowhere: it opens the flow that understands it, its answer already given."""
    role = exchange.context.person.role
    for handler in exchange.desk.handlers:
        heard = handler.overhears(exchange.context, text) if role in handler.roles else None
        if heard is not None:
            talks.begin(exchange, handler, heard)
            return
    talks.show_menu(exchange, words.HELP)


def _tap(exchange: Exchange) -> None:
    button = decode(exchange.incoming.text)
    if isinstance(button, ObjectButton):
        press(exchange, button, member=True)
    elif isinstance(button, TalkButton):
        _press_in_talk(exchange, button)
    else:
        exchange.toast(words.UNKNOWN_BUTTON)


def _press_in_talk(exchange: Exchange, button: TalkButton) -> None:
    talk = conversations.load(exchange.tx, button.talk_id)
    if talk and talk.user_id != exchange.incoming.user_id:
        exchange.toast(words.NOT_YOURS)
    elif talk is None or talk.etat != conversations.OPEN:
        exchange.toast(words.ALREADY_NOTED if _just_ended(exchange, talk) else words.GONE)
    else:
        talks.feed(exchange, talk, button.tapped)


def _just_ended(exchange: Exchange, talk: conversations.Talk | None) -> bool:
    """The second half of a double tap on the last button: the deed is done."""
    ended = talk is not None and talk.etat == conversations.DONE and not talk.state.at
    return ended and talk is not None and talk.screen == exchange.incoming.message_id


def _photo(exchange: Exchange) -> None:
    """A photo goes to the flow under way when it has room for one; otherwise it opens its own."""
    talk = _open_talk(exchange)
    photo = Showed(exchange.incoming.photo or {})
    if exchange.incoming.text:
        exchange.say(words.CAPTION)
    if talk and talks.takes_photos(exchange.desk.by_name.get(talk.state.flow)):
        talks.feed(exchange, talk, photo)
        return
    handler = _photo_handler(exchange)
    if handler is None:
        exchange.say(words.REFUSED_OTHERWISE)
        return
    talks.feed(exchange, talks.open_flow(exchange, handler), photo)


def _photo_handler(exchange: Exchange) -> Handler | None:
    for handler in exchange.desk.handlers:
        if handler.on_photo and exchange.context.person.role in handler.roles:
            return handler
    return None


def _position(exchange: Exchange) -> None:
    """A position is read where a place is asked, and nowhere else."""
    talk = _open_talk(exchange)
    if talk is None or not talks.awaits_place(exchange, talk):
        talks.show_menu(exchange, words.POSITION_UNASKED)
        return
    talks.show_menu(exchange, words.POSITION_TAKEN)
    where = exchange.incoming
    talks.feed(exchange, talk, Located(where.latitude, where.longitude))


def _cancel(exchange: Exchange) -> None:
    talk = _open_talk(exchange)
    if talk:
        talks.cancel(exchange, talk)
    else:
        exchange.say(words.NOTHING_TO_CANCEL)


def _membership(exchange: Exchange) -> None:
    """The person blocked the bot, and the coordination must know; or unblocked it."""
    context, person = exchange.context, exchange.context.person
    if exchange.incoming.detail != "kicked":
        person.injoignable_le = None
        return
    person.injoignable_le = context.now
    lost = lost_person(person)
    coordination.tell(
        context.tx,
        context.programme,
        context.now,
        key=lost.key,
        subject=lost.objet,
        text=lost.texte,
    )


def _open_talk(exchange: Exchange) -> conversations.Talk | None:
    incoming: Incoming = exchange.incoming
    return conversations.newest(exchange.tx, incoming.chat_id, incoming.user_id)
