"""A service's group: it registers once with its code, then only presses buttons."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.buttons import Pressed
from bot.casework.groupes import lose_group, move, register_group
from bot.casework.signalement.alerte import REPONSE, REPONSES
from bot.chat import reponses, words
from bot.chat.callbacks import decode
from bot.chat.desk import Desk
from bot.chat.exchange import After, Exchange
from bot.chat.incoming import Incoming, UpdateKind
from bot.chat.objects import press
from bot.chat.openings import START, command_in
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.domain.vies.signalement import ActeSignalement
from bot.feature.contract import UNKNOWN, Context, Tap
from storage import comptes, people, services, signalements
from storage.machine import outbox
from storage.machine.db import Tx
from storage.machine.inbox import KEYS_KEPT
from storage.machine.outbox import Lane, Message, post
from storage.models import Alerte
from storage.work import Work

CODE_COMES_WITHIN = timedelta(seconds=20)
GRACE = timedelta(minutes=10)
FORGOTTEN = timedelta(hours=1)
"""A group that adds us again is told again, and left again."""
IN, OUT = ("member", "administrator"), ("left", "kicked")


def take(tx: Tx, desk: Desk, incoming: Incoming, source: str, *, member: bool | None) -> After:
    """What happens in a group; talk among its members is not ours to read, and not kept."""
    if incoming.kind is UpdateKind.MIGRATION:
        move(tx, to_chat(incoming.chat_id), to_chat(int(incoming.detail)))
        return After()
    if incoming.kind is UpdateKind.MEMBERSHIP:
        _membership(tx, desk, incoming, source)
        return After()
    if incoming.kind is UpdateKind.TAP:
        return _pressed(tx, desk, incoming, source, member=member)
    if incoming.kind is UpdateKind.REACTION:
        return _reacted(tx, desk, incoming, source, member=member)
    command = command_in(incoming.text, desk.bot_username)
    if incoming.kind is UpdateKind.TEXT and command and command.word == START and command.mine:
        _register(tx, desk, incoming, source, command.rest)
    elif incoming.answers is not None and incoming.kind in reponses.SAID:
        _replied(tx, desk, incoming, source)
    return After()


def _pressed(tx: Tx, desk: Desk, incoming: Incoming, source: str, *, member: bool | None) -> After:
    """The only button of ours that a group may press: a service's answer to an alert."""
    pressed = decode(incoming.text)
    ours = isinstance(pressed, Pressed) and pressed.code == REPONSE.code
    if not isinstance(pressed, Pressed) or not ours:
        return After(incoming.callback_id, UNKNOWN)
    context = _context(tx, desk, incoming, source, pressed.object_id)
    if context is None:
        return After(incoming.callback_id, UNKNOWN)
    exchange = Exchange(tx, desk, incoming, context, After(incoming.callback_id))
    if member is None:
        exchange.toast(words.PRESS_AGAIN)
    else:
        press(exchange, pressed, member=member)
    return exchange.after


def _context(
    tx: Tx, desk: Desk, incoming: Incoming, source: str, alerte_id: int
) -> Context | None:
    """Whoever speaks there does it for a service; None in a group that serves none."""
    dispositif_id = _programme_of(tx, incoming.chat_id, alerte_id)
    if dispositif_id is None:
        return None
    person = people.by_account(tx, dispositif_id, incoming.user_id)
    programme = desk.programmes[dispositif_id]
    context = Context(tx, programme, desk.clock.now(), person, source, incoming.user_id)
    context.speaks_for = Role.SERVICE
    return context


def _reacted(tx: Tx, desk: Desk, incoming: Incoming, source: str, *, member: bool | None) -> After:
    """A thumb on an alert's card is its « Bien reçu »: the card shows it, nothing else is said."""
    card = signalements.shown_at(tx, to_chat(incoming.chat_id), incoming.message_id or 0)
    if incoming.detail not in reponses.THUMBS or card is None or not member:
        return After()
    context = _context(tx, desk, incoming, source, card.id)
    if context is not None:
        word = REPONSES[ActeSignalement.ACCUSER_RECEPTION].mot
        _kind, deed = desk.buttons[REPONSE.code]
        who = (incoming.chat_id, incoming.user_id, incoming.first_name, member)
        deed.pressed(context, Tap(card.id, word, *who))
    return After()


def _replied(tx: Tx, desk: Desk, incoming: Incoming, source: str) -> None:
    """A reply to an alert's card is a word of its service; any other talk is not read."""
    card = signalements.shown_at(tx, to_chat(incoming.chat_id), incoming.answers or 0)
    context = _context(tx, desk, incoming, source, card.id) if card else None
    if card is not None and context is not None:
        _say(tx, desk, incoming, f"{source}:1", reponses.heard(context, card, incoming))


def _programme_of(tx: Tx, chat_id: int, alerte_id: int) -> int | None:
    """The programme of the alert that is pressed, among those that this group serves."""
    known = services.dispositifs_of_group(tx, chat_id)
    of_alerte = comptes.programme_of(tx, Alerte.__tablename__, alerte_id)
    return of_alerte if of_alerte in known else next(iter(known), None)


def _register(tx: Tx, desk: Desk, incoming: Incoming, source: str, code: str) -> None:
    now, topic = desk.clock.now(), incoming.topic
    answer = words.NOT_IN_GROUP
    if code:
        answer = register_group(tx, incoming.chat_id, code, now, topic=topic)
    if services.of_group(tx, incoming.chat_id):
        outbox.withdraw(tx, _unknown_key(incoming.chat_id))
        outbox.withdraw(tx, _leave_key(incoming.chat_id))
        _say(tx, desk, incoming, f"{source}:1", answer)
    else:
        # A stranger's group that insists cannot make us talk: that it is unknown is said once.
        outbox.withdraw(tx, _unknown_key(incoming.chat_id))
        once = f"refus:{incoming.chat_id}:{paris(now).date()}"
        _say(tx, desk, incoming, once, answer, forget_on=now + KEYS_KEPT)


def _membership(tx: Tx, desk: Desk, incoming: Incoming, source: str) -> None:
    """Put out of a service's group: its alerts take another way. Added to one: see `_added`."""
    known = services.dispositifs_of_group(tx, incoming.chat_id)
    if incoming.detail in OUT:
        for dispositif_id in known:
            work = Work(tx, desk.programmes[dispositif_id], desk.clock.now())
            lose_group(work, incoming.chat_id, source)
    if incoming.detail in IN and not known:
        _added(tx, desk, incoming, source)


def _added(tx: Tx, desk: Desk, incoming: Incoming, source: str) -> None:
    """The group's code comes at once with the link, else we say so, and leave."""
    now = desk.clock.now()
    group = to_chat(incoming.chat_id)
    ask = Message(
        _unknown_key(incoming.chat_id),
        Lane.PROMPT,
        group,
        {"text": words.GROUP_UNKNOWN},
        not_before=now + CODE_COMES_WITHIN,
        forget_on=now + FORGOTTEN,
    )
    leave = Message(
        _leave_key(incoming.chat_id),
        Lane.PROMPT,
        group,
        {"method": "leaveChat", "params": {"chat_id": incoming.chat_id}},
        not_before=now + GRACE,
        forget_on=now + FORGOTTEN,
    )
    post(tx, now, ask, leave)


def _say(
    tx: Tx,
    desk: Desk,
    incoming: Incoming,
    key: str,
    text: str,
    *,
    forget_on: datetime | None = None,
) -> None:
    group = to_chat(incoming.chat_id, incoming.topic)
    message = Message(key, Lane.PROMPT, group, {"text": text}, forget_on=forget_on)
    post(tx, desk.clock.now(), message)


def _unknown_key(chat_id: int) -> str:
    return f"inconnu:{chat_id}"


def _leave_key(chat_id: int) -> str:
    return f"quitter:{chat_id}"
