"""One update, one transaction: claimed, understood, recorded, answered, or rolled back whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.buttons import Pressed
from bot.chat import groups, plusieurs, private, strangers, words
from bot.chat.callbacks import TalkButton, decode
from bot.chat.desk import Desk
from bot.chat.exchange import After, Exchange
from bot.chat.incoming import Incoming, UpdateKind, read
from bot.feature.contract import Context
from storage import comptes, people
from storage.machine import inbox
from storage.machine.aside import Readings
from storage.machine.conversations import Talk
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate
from storage.models import Personne


def take(
    tx: Tx,
    desk: Desk,
    stored: StoredUpdate,
    *,
    member: bool | None = False,
    readings: Readings | None = None,
) -> After:
    """Handle one stored update inside `tx`; a second call for the same update does nothing (P4).

    `member` is what Telegram said of a presser's membership in a group, asked before the turn;
    None when it could not say. `readings` is what was read for it beside; None when nobody can.
    Raises whatever the update provokes: the caller rolls back and counts the attempt.
    """
    if not inbox.claim_done(tx, stored.id):
        return After()
    incoming = read(stored.contenu)
    if incoming.kind is UpdateKind.SILENT:
        return After()
    source = f"tg:{desk.bot_id}:{stored.contenu['update_id']}"
    if not incoming.private:
        return groups.take(tx, desk, incoming, source, member=member)
    button = decode(incoming.text) if incoming.kind is UpdateKind.TAP else None
    talk_id = button.talk_id if isinstance(button, TalkButton) else 0
    person, pressed = people.pressing(tx, incoming.user_id, talk_id)
    if person is None or strangers.is_joining(tx, desk, incoming, pressed):
        return strangers.take(tx, desk, incoming, source)
    turn = Turn(tx, desk, stored, incoming, source, readings)
    if people.in_several(tx):
        return _of_several(turn, button, pressed)
    return _spoken(turn, person, pressed)


@dataclass(frozen=True, slots=True)
class Turn:
    """An update of somebody of a team, before it is known of which programme it is."""

    tx: Tx
    desk: Desk
    stored: StoredUpdate
    incoming: Incoming
    source: str
    readings: Readings | None


def _of_several(turn: Turn, button: TalkButton | Pressed | None, pressed: Talk | None) -> After:
    """It is of the programme that is pressed, of the one chosen, or of the one that is asked."""
    tx, desk, incoming = turn.tx, turn.desk, turn.incoming
    if isinstance(button, Pressed) and button.code == plusieurs.CHOIX.code:
        return _chosen(turn, button)
    rows = comptes.rows_of(tx, incoming.user_id)
    person = plusieurs.speaking(rows, plusieurs.whose(tx, desk, button, pressed))
    if incoming.text.strip().lower() == words.PROGRAMME:
        plusieurs.ask(tx, desk, incoming, turn.source, rows)
        return After(incoming.callback_id)
    if person is None:
        plusieurs.ask(tx, desk, incoming, turn.source, rows, turn.stored.contenu)
        return After(incoming.callback_id)
    return _spoken(turn, person, pressed, entered=plusieurs.enter(tx, desk, person))


def _chosen(turn: Turn, button: Pressed) -> After:
    """The programme is known: what waited for it is said there, as if it came now."""
    person, raw = plusieurs.picked(turn.tx, button, turn.incoming.user_id)
    if person is None:
        return After(turn.incoming.callback_id, plusieurs.GONE)
    plusieurs.enter(turn.tx, turn.desk, person)
    exchange = _exchange(turn, person, None)
    if turn.incoming.message_id is not None:
        said = {"text": plusieurs.here(turn.desk, person), "edit": True}
        exchange.send({**said, "message_id": turn.incoming.message_id})
    exchange.show_menu(words.HELP)
    if raw is None:
        return exchange.after
    waited = replace(turn, incoming=read(raw), source=f"{turn.source}:attendu")
    after = _spoken(waited, person, None)
    return replace(after, callback_id=turn.incoming.callback_id)


def _spoken(turn: Turn, person: Personne, pressed: Talk | None, *, entered: bool = False) -> After:
    """What is done of it, in the programme of `person`."""
    exchange = _exchange(turn, person, pressed)
    programme = exchange.context.programme
    if entered:
        exchange.show_menu(plusieurs.here(turn.desk, person))
    private.answer(exchange)
    for deed in turn.desk.after_turn:
        deed(exchange.context)
    changed = None if exchange.context.programme is programme else exchange.context.programme
    return replace(exchange.after, renewed=changed)


def _exchange(turn: Turn, person: Personne, pressed: Talk | None) -> Exchange:
    incoming, desk = turn.incoming, turn.desk
    context = Context(
        turn.tx,
        desk.programmes[person.dispositif_id],
        _moment(desk, incoming),
        person,
        turn.source,
        user_id=incoming.user_id,
        bot_username=desk.bot_username,
        message_id=incoming.message_id,
        readings=turn.readings,
    )
    after = After(incoming.callback_id)
    return Exchange(turn.tx, desk, incoming, context, after, turn.stored.followed, pressed)


def _moment(desk: Desk, incoming: Incoming) -> datetime:
    """A message counts at the hour it was sent, not when the network or we came back (MED-11)."""
    now = desk.clock.now()
    if incoming.sent is None:
        return now
    return min(now, datetime.fromtimestamp(incoming.sent, UTC))
