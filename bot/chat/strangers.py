"""Someone whom we do not know: a valid invitation opens the welcome, else a polite refusal."""

from __future__ import annotations

from typing import Final

from bot.casework import entree
from bot.chat import words
from bot.chat.callbacks import TalkButton, decode
from bot.chat.desk import Desk
from bot.chat.dialogue import Dialogue
from bot.chat.exchange import After, Exchange
from bot.chat.incoming import Incoming, UpdateKind
from bot.chat.openings import code_in
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.engine.state import Action, Event, Tapped, Wrote
from bot.feature.beforehand import DISPOSITIF, INVITATION
from bot.feature.contract import Context
from bot.rendering import render_text
from storage import invitations, people
from storage.machine import conversations
from storage.machine.conversations import Talk
from storage.machine.db import Tx
from storage.machine.inbox import KEYS_KEPT
from storage.machine.outbox import Lane, Message, post
from storage.models import Invitation, Personne

WELCOME, NAME = "accueil", "prenom"
"""The flow that welcomes, and its question that words answer."""
BURST: Final = 20
"""Tries at once from one account; then one every six seconds (`bot.throttle`)."""


def take(tx: Tx, desk: Desk, incoming: Incoming, source: str) -> After:
    """Nothing about a stranger is kept, except that they were answered today.

    Past a burst that nobody invited makes, what they send is not even read.
    """
    if not desk.door.allows(str(incoming.user_id), BURST, desk.clock.now()):
        return After(incoming.callback_id)
    told = incoming.kind is UpdateKind.TEXT
    code = code_in(incoming.text, desk.bot_username) if told else ""
    invitation = people.open_invitation(tx, code, desk.clock.now()) if code else None
    if invitation and invitation.role == Role.SERVICE:
        return _refuse(tx, desk, incoming, words.GROUP_INVITATION)
    here = invitation and people.by_account(tx, invitation.dispositif_id, incoming.user_id)
    if invitation and here:
        return _already(tx, desk, incoming, source, here)
    if invitation:
        return _invited(tx, desk, incoming, source, invitation)
    talk = conversations.newest(tx, incoming.chat_id, incoming.user_id)
    if talk and talk.state.flow == WELCOME and not code:
        return _welcoming(tx, desk, incoming, source, talk)
    if incoming.kind is UpdateKind.MEMBERSHIP:
        return After()
    if waiting := invitations.asked_by(tx, incoming.user_id):
        return _refuse(tx, desk, incoming, entree.waiting(waiting))
    return _refuse(tx, desk, incoming, words.BAD_INVITATION if code else words.STRANGER)


def is_joining(tx: Tx, desk: Desk, incoming: Incoming, pressed: Talk | None) -> bool:
    """Whether somebody of a team is being welcomed in another programme, or begins to be."""
    if incoming.kind is UpdateKind.TAP:
        return pressed is not None and _is_welcome(pressed) and pressed.etat == conversations.OPEN
    told = incoming.kind is UpdateKind.TEXT
    code = code_in(incoming.text, desk.bot_username) if told else ""
    if code:
        invitation = people.open_invitation(tx, code, desk.clock.now())
        return invitation is not None and invitation.role != Role.SERVICE
    words_alone = incoming.kind is UpdateKind.TEXT and not incoming.text.startswith("/")
    if len(desk.programmes) < 2 or not words_alone:
        return False
    talk = conversations.newest(tx, incoming.chat_id, incoming.user_id)
    return bool(talk and _is_welcome(talk) and talk.state.at == NAME)


def _is_welcome(talk: Talk) -> bool:
    return talk.state.flow == WELCOME


def _invited(tx: Tx, desk: Desk, incoming: Incoming, source: str, invitation: Invitation) -> After:
    handler = desk.by_name[WELCOME]
    exchange = _exchange(tx, desk, incoming, source, invitation.dispositif_id)
    seed = {**INVITATION.seed(invitation.id), **DISPOSITIF.seed(invitation.dispositif_id)}
    Dialogue.open(exchange, handler, seed).redraw()
    return exchange.after


def _already(tx: Tx, desk: Desk, incoming: Incoming, source: str, person: Personne) -> After:
    """Twice in one programme is once: where they are, and who may change it."""
    exchange = _exchange(tx, desk, incoming, source, person.dispositif_id)
    config, binome = exchange.context.programme.config, person.binome_id
    slug = exchange.context.programme.binome_slugs.get(binome or 0)
    where = f", {config.binome(slug).label}" if slug else ""
    role = entree.ROLE_LABELS[Role(person.role)]
    exchange.say(render_text(words.ALREADY_HERE, programme=config.nom, role=role, ou=where))
    return exchange.after


def _welcoming(tx: Tx, desk: Desk, incoming: Incoming, source: str, talk: Talk) -> After:
    exchange = _exchange(tx, desk, incoming, source, DISPOSITIF.needed(talk.state.answers))
    dialogue, event = Dialogue.of(exchange, talk), _event(incoming, talk)
    if event:
        dialogue.feed(event)
    elif incoming.kind is UpdateKind.TAP:
        exchange.toast(words.GONE)
    elif incoming.kind is UpdateKind.TEXT:
        dialogue.redraw()
    else:
        exchange.say(words.REFUSED.get(incoming.detail, words.WELCOME_FIRST))
    _forget_if_declined(tx, talk)
    return exchange.after


def _forget_if_declined(tx: Tx, talk: Talk) -> None:
    """Who says no leaves nothing behind, as the bot has just told them."""
    now = conversations.load(tx, talk.id)
    if now and now.etat == conversations.CANCELLED:
        conversations.forget(tx, now)


def _event(incoming: Incoming, talk: Talk) -> Event | None:
    """What was answered; a command is no first name."""
    if incoming.text.lower() in words.CANCEL_COMMANDS:
        return Tapped(Action.CANCEL, "", talk.state.rev)
    if incoming.kind is UpdateKind.TEXT and not incoming.text.startswith("/"):
        return Wrote(incoming.text)
    button = decode(incoming.text) if incoming.kind is UpdateKind.TAP else None
    if isinstance(button, TalkButton) and button.talk_id == talk.id:
        return button.tapped
    return None


def _exchange(tx: Tx, desk: Desk, incoming: Incoming, source: str, dispositif_id: int) -> Exchange:
    programme = desk.programmes[dispositif_id]
    now = desk.clock.now()
    context = Context(tx, programme, now, None, source, user_id=incoming.user_id)
    return Exchange(tx, desk, incoming, context, After(incoming.callback_id))


def _refuse(tx: Tx, desk: Desk, incoming: Incoming, text: str) -> After:
    """One refusal per chat and day: a stranger who insists cannot make us talk."""
    now = desk.clock.now()
    key = f"refus:{incoming.chat_id}:{paris(now).date()}:{len(text)}"
    to = to_chat(incoming.chat_id)
    # Its row knows a stranger's address: it is not kept for long.
    message = Message(key, Lane.PROMPT, to, {"text": text}, forget_on=now + KEYS_KEPT)
    post(tx, now, message)
    return After(incoming.callback_id)
