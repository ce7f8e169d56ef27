"""Conversations: opened, fed with one event at a time, parked, resumed and ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.chat import rafale, words
from bot.chat.callbacks import DROP, RESUME, keys
from bot.chat.exchange import Exchange
from bot.chat.present import card
from bot.engine import beforehand
from bot.engine.advance import advance, options_of, reconsider, start
from bot.engine.conditions import Facts
from bot.engine.reading import match, takes_position
from bot.engine.script import Kind as StepKind
from bot.engine.state import (
    EDIT_MENU,
    Action,
    Advance,
    Event,
    Outcome,
    Remark,
    State,
    Tapped,
    Wrote,
)
from bot.feature.context import drawn
from bot.feature.handler import Declined, Ending, Handler
from bot.feature.remarks import remark_text
from bot.rendering import render_text
from storage.machine import conversations
from storage.machine.conversations import CANCELLED, DONE, OPEN, PARKED, Talk


def open_flow(exchange: Exchange, handler: Handler, seed: dict[str, Any] | None = None) -> Talk:
    """Start `handler`'s flow; what was under way is parked, not lost."""
    park(exchange)
    answers = {**handler.begun(exchange.context), **(seed or {})}
    facts = handler.facts(exchange.context, answers)
    state = start(handler.flow, facts, answers)
    incoming = exchange.incoming
    talk = conversations.begin(
        exchange.tx, incoming.chat_id, incoming.user_id, state, exchange.context.now
    )
    exchange.context.talk_id = talk.id
    return talk


def begin(
    exchange: Exchange, handler: Handler, seed: dict[str, Any] | None = None, *, at: str = ""
) -> None:
    """Start a flow and ask its first question; `seed` is what was said already.

    `at` is one of its shortcuts, shown as if it had just been pressed.
    """
    talk = open_flow(exchange, handler, seed)
    if at:
        feed(exchange, talk, Tapped(Action.ALSO, at, talk.state.rev))
        return
    facts = handler.facts(exchange.context, talk.state.answers)
    if talk.state.at:
        state = rafale.begun(talk.state) if exchange.followed else talk.state
        _ask(exchange, handler, talk, state, facts)
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
        go_on(exchange, handler, talk, Advance(state))
        return
    result = advance(handler.flow, talk.state, event, facts)
    if isinstance(event, Wrote):
        result = rafale.noted(
            handler.flow, talk.state, event, result, facts, followed=exchange.followed
        )
    if result.remark:
        _remark(exchange, handler, talk, result, facts)
        return
    handler.note(exchange.context, result.accepted, result.state.answers)
    go_on(exchange, handler, talk, result)


def is_cancel(event: Event) -> bool:
    return isinstance(event, Tapped) and event.action is Action.CANCEL


def park(exchange: Exchange) -> None:
    """Put the open conversation aside; one without any answer is simply closed."""
    incoming = exchange.incoming
    talk = conversations.newest(exchange.tx, incoming.chat_id, incoming.user_id)
    if talk is None:
        return
    handler = exchange.desk.by_name.get(talk.state.flow)
    keep = handler is not None and handler.flow.keeps_draft and is_given(talk.state)
    conversations.close(exchange.tx, talk, PARKED if keep else DONE, exchange.context.now)


def is_given(state: State) -> bool:
    """Whether the person answered anything yet."""
    return any(beforehand.is_given(key) for key in state.answers)


def cancel(exchange: Exchange, talk: Talk) -> None:
    """Leave a conversation; what its flow records as it goes stays recorded, and we say so."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    conversations.close(exchange.tx, talk, CANCELLED, exchange.context.now)
    left = ""
    exchange.context.talk_id = talk.id
    if handler:
        left = handler.parting(exchange.context, talk.state.answers) or handler.flow.left
    exchange.show({"text": left or words.CANCELLED}, talk.id)
    offer_parked(exchange)


def redraw(exchange: Exchange, talk: Talk) -> None:
    """Show the conversation's card again, at the bottom."""
    handler = exchange.desk.by_name[talk.state.flow]
    exchange.context.talk_id = talk.id
    facts = handler.facts(exchange.context, talk.state.answers)
    exchange.show_below(card(handler.flow, talk.state, facts, talk.id, None), talk.id)


def resume(exchange: Exchange, talk: Talk) -> None:
    """Take a conversation up where it stood; another one under way is parked."""
    if talk.etat == PARKED:
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
    exchange.say(text, [keys(talk.id, RESUME, DROP)])


def go_on(exchange: Exchange, handler: Handler, talk: Talk, result: Advance) -> None:
    """Save where the conversation now stands, then ask what is left, or end."""
    if result.outcome is Outcome.CANCELLED:
        cancel(exchange, talk)
        return
    facts = handler.facts(exchange.context, result.state.answers)
    state = reconsider(handler.flow, result.state, facts)
    if state.at:
        _ask(exchange, handler, talk, state, facts)
    else:
        conversations.move(exchange.tx, talk, state, exchange.context.now)
        _end(exchange, handler, talk, state, facts)


def _ask(
    exchange: Exchange,
    handler: Handler,
    talk: Talk,
    state: State,
    facts: Facts,
    remark: str | None = None,
) -> None:
    """Show the question; while more of their words wait behind, only remember what was said."""
    if exchange.followed and rafale.KEY in state.answers:
        conversations.move(exchange.tx, talk, state, exchange.context.now)
        return
    conversations.move(exchange.tx, talk, rafale.forgotten(state), exchange.context.now)
    exchange.show(card(handler.flow, state, facts, talk.id, remark), talk.id)


def _end(exchange: Exchange, handler: Handler, talk: Talk, state: State, facts: Facts) -> None:
    try:
        ending = handler.record(exchange.context, state.answers, facts)
        done = render_text(handler.flow.done, **{**facts, **state.answers, **ending.values})
    except Declined as refusal:
        ending, done = Ending(), render_text("{{ why }}", why=refusal)
    conversations.close(exchange.tx, talk, DONE, exchange.context.now)
    content: dict[str, Any] = {"text": "\n".join([*rafale.summary(state), done])}
    if ending.keyboard:
        content["keyboard"] = drawn(ending.keyboard)
    exchange.show(content, talk.id)
    _after_end(exchange, ending)


def _after_end(exchange: Exchange, ending: Ending) -> None:
    if ending.shows_menu:
        exchange.show_menu(words.HELP)
        exchange.set_commands()
    offer_parked(exchange)


def _remark(
    exchange: Exchange, handler: Handler, talk: Talk, result: Advance, facts: Facts
) -> None:
    """An input that changed nothing is always answered, and the way out is shown after three."""
    if result.remark == Remark.STALE:
        _stale(exchange, talk)
        return
    if result.remark == Remark.NEED_POSITION:
        conversations.move(exchange.tx, talk, result.state, exchange.context.now)
        exchange.ask_position(remark_text(result.remark, facts))
        return
    _ask(exchange, handler, talk, result.state, facts, result.remark)


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


def reread(exchange: Exchange, talk: Talk, handler: Handler, heard: dict[str, Any]) -> None:
    """The message that began a conversation says something else now: its card follows, in place.

    What was answered since is kept, unless the new words say otherwise.
    """
    exchange.context.talk_id = talk.id
    answers = {**talk.state.answers, **heard}
    state = start(handler.flow, handler.facts(exchange.context, answers), answers)
    state = replace(state, rev=talk.state.rev + 1)
    conversations.move(exchange.tx, talk, state, exchange.context.now)
    facts = handler.facts(exchange.context, state.answers)
    content = card(handler.flow, state, facts, talk.id, None)
    exchange.show_below({**content, "edit": True, "message_id": talk.screen}, talk.id)


def awaits_text(exchange: Exchange, talk: Talk, text: str) -> bool:
    """Whether the question on the screen takes typed words, or `text` is one of its options."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    if handler is None or talk.state.at == EDIT_MENU:
        return handler is None
    step = handler.flow.step(talk.state.at)
    if step.reads or step.kind in (StepKind.TEXT, StepKind.PLACE):
        return True
    exchange.context.talk_id = talk.id
    return (
        match(text, options_of(step, handler.facts(exchange.context, talk.state.answers)))
        is not None
    )


def awaits_place(exchange: Exchange, talk: Talk) -> bool:
    """Whether the question on the screen is « where? », and a position may answer it."""
    handler = exchange.desk.by_name.get(talk.state.flow)
    steps = handler.flow.steps if handler else ()
    asked = next((step for step in steps if step.key == talk.state.at), None)
    if handler is None or asked is None or asked.kind is not StepKind.PLACE:
        return False
    exchange.context.talk_id = talk.id
    return takes_position(asked, handler.facts(exchange.context, talk.state.answers))


def takes_photos(handler: Handler | None) -> bool:
    return handler is not None and any(s.kind is StepKind.PHOTO for s in handler.flow.steps)
