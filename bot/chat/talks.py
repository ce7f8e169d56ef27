"""Conversations: opened, fed with one event at a time, parked, resumed and ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.chat import words
from bot.chat.exchange import Exchange
from bot.chat.present import card, remark_text
from bot.domain.roles import Role
from bot.engine.advance import advance, reconsider, start
from bot.engine.script import Kind as StepKind
from bot.engine.state import Action, Advance, Event, Outcome, Remark, State, Tapped
from bot.rendering import render_text
from handlers.contract import Ending, Facts, Handler, drawn
from storage import conversations
from storage.conversations import CANCELLED, DONE, OPEN, PARKED, Talk


def open_flow(exchange: Exchange, handler: Handler, seed: dict[str, Any] | None = None) -> Talk:
    """Start `handler`'s flow; what was under way is parked, not lost."""
    park(exchange)
    answers = {**handler.seed(exchange.context), **(seed or {})}
    facts = handler.facts(exchange.context, answers)
    state = start(handler.flow, facts, answers)
    incoming = exchange.incoming
    talk = conversations.begin(
        exchange.tx, incoming.chat_id, incoming.user_id, state, exchange.context.now
    )
    exchange.context.talk_id = talk.id
    return talk


def begin(exchange: Exchange, handler: Handler, seed: dict[str, Any] | None = None) -> None:
    """Start a flow and ask its first question; `seed` is what was said already."""
    talk = open_flow(exchange, handler, seed)
    facts = handler.facts(exchange.context, talk.state.answers)
    if talk.state.at:
        exchange.show(card(handler.flow, talk.state, facts, talk.id, None), talk.id)
    else:
        _end(exchange, handler, talk, talk.state, facts)


def feed(exchange: Exchange, talk: Talk, event: Event) -> None:
    """Give one event to a conversation.

    1. A question that facts have overtaken gives way. 2. The engine says what changes. 3. What was
    just answered is recorded at once where the flow asks for it. 4. The state is saved. 5. At the
    end the rows are written. 6. The card is shown.
    """
    handler = exchange.desk.by_name.get(talk.state.flow)
    if handler is None:
        exchange.toast(words.GONE)
        return
    exchange.context.talk_id = talk.id
    talk = _brought_up_to_date(exchange, handler, talk)
    facts = handler.facts(exchange.context, talk.state.answers)
    state = reconsider(handler.flow, talk.state, facts)
    if state.at != talk.state.at and not is_cancel(event):
        _next(exchange, handler, talk, Advance(state))
        return
    result = advance(handler.flow, talk.state, event, facts)
    if result.remark:
        _remark(exchange, handler, talk, result, facts)
        return
    if result.accepted:
        handler.answered(exchange.context, result.accepted, result.state.answers)
    _next(exchange, handler, talk, result)


def is_cancel(event: Event) -> bool:
    return isinstance(event, Tapped) and event.action is Action.CANCEL


def park(exchange: Exchange) -> None:
    """Put the open conversation aside; one without any answer is simply closed."""
    incoming = exchange.incoming
    talk = conversations.newest(exchange.tx, incoming.chat_id, incoming.user_id)
    if talk is None:
        return
    handler = exchange.desk.by_name.get(talk.state.flow)
    given = any(not key.startswith("_") for key in talk.state.answers)
    keep = handler is not None and handler.flow.keeps_draft and given
    conversations.close(exchange.tx, talk, PARKED if keep else DONE, exchange.context.now)


def cancel(exchange: Exchange, talk: Talk) -> None:
    """Leave a conversation; what its flow records as it goes stays recorded, and we say so."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    conversations.close(exchange.tx, talk, CANCELLED, exchange.context.now)
    left = ""
    exchange.context.talk_id = talk.id
    if handler:
        left = handler.left(exchange.context, talk.state.answers) or handler.flow.left
    exchange.show({"text": left or words.CANCELLED}, talk.id)
    offer_parked(exchange)


def redraw(exchange: Exchange, talk: Talk) -> None:
    """Show the conversation's card again, at the bottom."""
    handler = exchange.desk.by_name[talk.state.flow]
    exchange.context.talk_id = talk.id
    facts = handler.facts(exchange.context, talk.state.answers)
    exchange.send(
        card(handler.flow, talk.state, facts, talk.id, None), subject=f"conversation:{talk.id}"
    )


def resume(exchange: Exchange, talk: Talk) -> None:
    """Take a parked conversation up where it stood."""
    park(exchange)
    conversations.close(exchange.tx, talk, OPEN, exchange.context.now)
    redraw(exchange, talk)


def offer_parked(exchange: Exchange) -> None:
    """After an end: say that an earlier entry is still waiting."""
    incoming = exchange.incoming
    talk = conversations.newest(exchange.tx, incoming.chat_id, incoming.user_id, PARKED)
    handler = exchange.desk.by_name.get(talk.state.flow) if talk else None
    if talk is None or handler is None:
        return
    text = render_text(words.RESUME, title=handler.flow.title, since=talk.ouverte_le)
    buttons = [
        (words.RESUME_BUTTON, f"g:cv:{talk.id}:reprendre"),
        (words.DROP_BUTTON, f"g:cv:{talk.id}:abandonner"),
    ]
    exchange.say(text, [buttons])


def _next(exchange: Exchange, handler: Handler, talk: Talk, result: Advance) -> None:
    if result.outcome is Outcome.CANCELLED:
        cancel(exchange, talk)
        return
    facts = handler.facts(exchange.context, result.state.answers)
    state = reconsider(handler.flow, result.state, facts)
    conversations.move(exchange.tx, talk, state, exchange.context.now)
    if state.at:
        exchange.show(card(handler.flow, state, facts, talk.id, None), talk.id)
    else:
        _end(exchange, handler, talk, state, facts)


def _end(exchange: Exchange, handler: Handler, talk: Talk, state: State, facts: Facts) -> None:
    ending = handler.record(exchange.context, state.answers, facts)
    conversations.close(exchange.tx, talk, DONE, exchange.context.now)
    values = {**facts, **state.answers, **ending.values}
    content: dict[str, Any] = {"text": render_text(handler.flow.done, **values)}
    if ending.keyboard:
        content["keyboard"] = drawn(ending.keyboard)
    exchange.show(content, talk.id)
    _after_end(exchange, ending)


def _after_end(exchange: Exchange, ending: Ending) -> None:
    if ending.shows_menu:
        show_help(exchange)
        _set_commands(exchange)
    offer_parked(exchange)


def show_menu(exchange: Exchange, text: str) -> None:
    """Say `text` with the permanent keyboard; a role that enters nothing is told what it reads."""
    menu = exchange.desk.menu(exchange.context.person.role)
    if menu:
        exchange.say(text, menu=menu)
    else:
        exchange.say(words.READER)


def show_help(exchange: Exchange) -> None:
    """How to begin, in the words of the role: only mediators count and photograph."""
    street = exchange.context.person.role == Role.MEDIATEUR
    show_menu(exchange, words.HELP if street else words.HELP_OFFICE)


def _set_commands(exchange: Exchange) -> None:
    """Telegram's own menu button shows what this person's role may do."""
    commands = exchange.desk.commands(exchange.context.person.role)
    params = {
        "commands": [{"command": name, "description": about} for name, about in commands],
        "scope": {"type": "chat", "chat_id": exchange.incoming.chat_id},
    }
    if commands:
        exchange.send({"method": "setMyCommands", "params": params})


def _remark(
    exchange: Exchange, handler: Handler, talk: Talk, result: Advance, facts: Facts
) -> None:
    """An input that changed nothing is always answered, and the way out is shown after three."""
    if result.remark == Remark.STALE:
        _stale(exchange, talk)
        return
    conversations.move(exchange.tx, talk, result.state, exchange.context.now)
    if result.remark == Remark.NEED_POSITION:
        text = remark_text(result.remark, facts)
        menu = exchange.desk.menu(exchange.context.person.role)
        exchange.say(text, menu=[[words.ASK_POSITION], *menu], ask_location=True)
        return
    exchange.show(card(handler.flow, result.state, facts, talk.id, result.remark), talk.id)


def _stale(exchange: Exchange, talk: Talk) -> None:
    if exchange.incoming.message_id == talk.screen:
        exchange.toast(words.ALREADY_NOTED)
        return
    exchange.toast(words.GONE)
    redraw(exchange, talk)


def _brought_up_to_date(exchange: Exchange, handler: Handler, talk: Talk) -> Talk:
    """A conversation begun under an older script goes on at its first missing question."""
    if talk.state.version == handler.flow.version:
        return talk
    facts = handler.facts(exchange.context, talk.state.answers)
    state = start(handler.flow, facts, talk.state.answers)
    conversations.move(exchange.tx, talk, state, exchange.context.now)
    return replace(talk, state=state)


def awaits_place(exchange: Exchange, talk: Talk) -> bool:
    """Whether the question on the screen is « where? »."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    steps = handler.flow.steps if handler else ()
    return any(step.key == talk.state.at and step.kind is StepKind.PLACE for step in steps)


def takes_photos(handler: Handler | None) -> bool:
    return handler is not None and any(s.kind is StepKind.PHOTO for s in handler.flow.steps)
