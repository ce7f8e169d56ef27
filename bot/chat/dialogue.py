"""A conversation during one turn: opened, fed one event, asked on, ended, parked or resumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.chat import rafale, reprise, words
from bot.chat.desk import GONE
from bot.chat.exchange import Exchange
from bot.chat.present import card, ended, left_empty
from bot.engine.stake import at_stake
from bot.engine.state import Action, Advance, Event, Outcome, Remark, State, Tapped, Wrote, cancels
from bot.feature.contract import Declined, Ending, Handler, Opening, drawn
from bot.feature.course import Course
from bot.feature.remarks import remark_text
from bot.rendering import render_text
from storage.machine import conversations
from storage.machine.conversations import CANCELLED, DONE, OPEN, PARKED, Talk


@dataclass(slots=True)
class Dialogue:
    """A stored conversation, as this turn carries it on."""

    exchange: Exchange
    talk: Talk
    course: Course

    @classmethod
    def of(cls, exchange: Exchange, talk: Talk) -> Dialogue:
        """`talk`, taken up by this turn."""
        handler = exchange.desk.handler(talk.state.flow)
        return cls(exchange, talk, Course(handler, exchange.context, talk.id))

    @classmethod
    def under_way(cls, exchange: Exchange) -> Dialogue | None:
        """The one that the person is in, in this chat."""
        incoming = exchange.incoming
        talk = conversations.newest(exchange.tx, incoming.chat_id, incoming.user_id)
        return cls.of(exchange, talk) if talk else None

    @classmethod
    def open(
        cls, exchange: Exchange, handler: Handler, seed: dict[str, Any] | None = None
    ) -> Dialogue:
        """A new one, at its first question; what was under way is parked, not lost."""
        make_room(exchange)
        incoming, context = exchange.incoming, exchange.context
        context.talk_id = None
        course = Course(handler, context)
        state = course.start({**handler.begun(context), **(seed or {})})
        who, where = (incoming.chat_id, incoming.user_id), context.programme.id
        talk = conversations.begin(exchange.tx, *who, state, context.now, where)
        course.talk_id = context.talk_id = exchange.begun = talk.id
        return cls(exchange, talk, course)

    def begin(self, *, at: str = "") -> None:
        """Ask its first question; or, `at` one of its shortcuts, as if that was just pressed."""
        state = self.talk.state
        if at:
            self.feed(Tapped(Action.ALSO, at, state.rev))
        elif state.at:
            self._ask(rafale.begun(state) if self.exchange.followed else state)
        else:
            self._end(state)

    @property
    def handler(self) -> Handler:
        """Its flow, and what ties it to rows."""
        return self.course.handler

    @property
    def is_gone(self) -> bool:
        """Whether no flow bears its name any more."""
        return self.handler is GONE

    def awaits_text(self, text: str) -> bool:
        """Whether `text` answers it before anything else."""
        return self.is_gone or self.course.awaits_text(self.talk.state, text)

    def awaits_place(self) -> bool:
        """Whether a position may answer it."""
        return self.course.awaits_place(self.talk.state)

    def feed(self, event: Event) -> None:
        """Give it one event.

        1. Begun under an older script, it goes on under this one. 2. A question that facts have
        overtaken gives way. 3. The engine says what changes. 4. What changes nothing is remarked
        upon. 5. What was just answered is recorded at once where the flow asks for it. 6. It goes
        on.
        """
        if self.is_gone:
            self.exchange.toast(words.GONE)
            return
        self._bring_up_to_date()
        state = self.course.reconsider(self.talk.state)
        if state.at != self.talk.state.at and not cancels(event):
            self._go_on(Advance(state))
            return
        result = self._advanced(event)
        if result.remark:
            self._remark(result, result.remark)
            return
        self.course.note(result)
        self._go_on(result)

    def cancel(self) -> None:
        """Leave it; what its flow records as it goes stays recorded, and we say so."""
        lost = at_stake(self.handler.flow, self.talk.state)
        parting = self._leave() or self.handler.flow.left
        otherwise = words.GIVEN_UP if lost else words.CLOSED
        self.exchange.show({"text": parting or otherwise}, self.talk)
        reprise.offer(self.exchange)

    def drop(self) -> None:
        """Leave it where it was put aside; what its flow recorded as it went stays too."""
        self.exchange.show({"text": self._leave() or words.DROPPED}, self.talk)

    def park(self) -> None:
        """Put it aside, its card alive; one that has nothing to lose is over, and says so."""
        desk = self.exchange.desk
        if not desk.is_draft(self.talk) and not desk.stays(self.talk):
            self._retire()
            return
        self._close(PARKED)
        self.reveal()

    def reveal(self) -> None:
        """A burst that goes on or ends elsewhere: what it said here is shown all the same."""
        if not self._is_seen:
            self._show(self.talk.state)

    def redraw(self) -> None:
        """Show its card again, at the bottom."""
        self.exchange.show_below(self._card(self.talk.state), self.talk)

    def resume(self) -> None:
        """Take it up where it stood; another one under way is parked."""
        self._take_up()
        self.redraw()

    def finish(self) -> None:
        """Record it as it is; the first question that may not be skipped is asked."""
        if self.talk.etat == PARKED:
            self._take_up()
        self._go_on(Advance(self.course.skip_rest(self.talk.state)))

    def reread(self, meaning: dict[str, Any]) -> None:
        """The message that began it says something else now: its card follows, in place.

        What was answered since is kept, unless the new words say otherwise.
        """
        before = self.talk.state
        state = self.course.start({**before.answers, **meaning})
        self._move(replace(state, rev=before.rev + 1))
        self.refresh()

    def refresh(self) -> None:
        """What it shows has changed: its card is rewritten where it stands."""
        content = {**self._card(self.talk.state), "edit": True, "message_id": self.talk.screen}
        self.exchange.show_below(content, self.talk)

    def add(self, answers: dict[str, Any]) -> None:
        """More of the same was said while it waits: one card now shows all of it (`answers`)."""
        self._bring_up_to_date()
        rev = self.talk.state.rev + 1
        state = replace(self.course.start(answers), rev=rev)
        self._ask(rafale.begun(state) if self.exchange.followed else state, was=words.ADDED)

    @property
    def _is_seen(self) -> bool:
        """Whether its card was shown: in a burst, only what comes last is."""
        return rafale.KEY not in self.talk.state.answers

    def _bring_up_to_date(self) -> None:
        """One begun under an older script goes on at its first missing question."""
        if self.talk.state.version != self.handler.flow.version:
            self._move(self.course.start(self.talk.state.answers))

    def _advanced(self, event: Event) -> Advance:
        state, followed = self.talk.state, self.exchange.followed
        result = self.course.advance(state, event)
        if not isinstance(event, Wrote):
            return result
        flow, facts = self.handler.flow, self.course.facts(state.answers)
        return rafale.noted(flow, state, event, result, facts, followed=followed)

    def _go_on(self, result: Advance) -> None:
        """Save where it now stands, then ask what is left, or end."""
        if result.outcome is Outcome.CANCELLED:
            self.cancel()
            return
        state = self.course.reconsider(result.state)
        if state.at:
            self._ask(state)
        else:
            self._move(state)
            self._end(state)

    def _ask(self, state: State, remark: str | None = None, was: str = "") -> None:
        """Show the question; while more words wait behind, only remember what was said."""
        if self.talk.etat == PARKED:
            self._take_up()
        if self.exchange.followed and rafale.KEY in state.answers:
            self._move(state)
        else:
            self._show(state, remark, was)

    def _show(self, state: State, remark: str | None = None, was: str = "") -> None:
        self._move(rafale.forgotten(state))
        self.course.beside(state)
        self.exchange.show(self._card(state, remark), self.talk, was)

    def _remark(self, result: Advance, remark: str) -> None:
        """An input that changed nothing is always answered; the way out is shown after three."""
        if remark == Remark.STALE:
            self._stale()
        elif remark == Remark.NEED_POSITION:
            self._move(result.state)
            facts = self.course.facts(result.state.answers)
            self.exchange.ask_position(remark_text(remark, facts))
        else:
            self._ask(result.state, remark)

    def _stale(self) -> None:
        if (pressed := self.exchange.incoming.message_id) == self.talk.screen:
            self.exchange.toast(words.ALREADY_NOTED)
            return
        self.exchange.toast(words.FURTHER_DOWN)
        self.redraw()
        if pressed is not None:
            self.exchange.strip(pressed)

    def _end(self, state: State) -> None:
        """The rows are written, it is closed, and what was done is said in place of its card."""
        exchange, facts = self.exchange, self.course.facts(state.answers)
        exchange.context.wrote |= not self.handler.reads_only
        try:
            ending = self.handler.record(self.exchange.context, state.answers, facts)
            if ending.opens:
                self._give_way(ending.opens)
                return
            values = {**facts, **state.answers, **ending.values}
            done = render_text(self.handler.flow.done, **values)
        except Declined as refusal:
            ending, done = Ending(), render_text("{{ why }}", why=refusal)
        self._close(DONE)
        content: dict[str, Any] = {"text": ended(exchange.context, state, done)}
        keyboard = {"keyboard": drawn(ending.keyboard)} if ending.keyboard else {}
        exchange.show({**content, **keyboard}, self.talk)
        if ending.shows_menu:
            exchange.show_menu(words.HELP)
            exchange.set_commands()
        reprise.offer(exchange)

    def _give_way(self, opening: Opening) -> None:
        self._close(DONE)
        handler = self.exchange.desk.by_name[opening.flow]
        Dialogue.open(self.exchange, handler, dict(opening.seed)).begin()

    def _leave(self) -> str:
        """Close it before its end; what its flow says of what is kept."""
        self._close(CANCELLED)
        return self._parting()

    def _retire(self) -> None:
        """Another one takes its place, and nothing of it is lost: its card says how it stands."""
        said = "" if self.handler.reads_only else self._parting() or left_empty(self.handler.flow)
        self._close(DONE)
        if self._is_seen and not self.exchange.takes_place_of(self.talk):
            self.exchange.end_card(self.talk, said)

    def _parting(self) -> str:
        self.exchange.context.talk_id = self.talk.id
        return self.handler.parting(self.exchange.context, self.talk.state.answers)

    def _take_up(self) -> None:
        if self.talk.etat == PARKED:
            make_room(self.exchange)
        self._close(OPEN)

    def _card(self, state: State, remark: str | None = None) -> dict[str, Any]:
        facts = self.course.facts(state.answers)
        return card(self.handler.flow, state, facts, self.talk.id, remark)

    def _move(self, state: State) -> None:
        conversations.move(self.exchange.tx, self.talk, state, self.exchange.context.now)
        self.talk = replace(self.talk, state=state)

    def _close(self, etat: str) -> None:
        conversations.close(self.exchange.tx, self.talk, etat, self.exchange.context.now)
        self.talk = replace(self.talk, etat=etat)


def make_room(exchange: Exchange) -> None:
    """What is under way is put aside: another one takes its place."""
    if before := Dialogue.under_way(exchange):
        before.park()
