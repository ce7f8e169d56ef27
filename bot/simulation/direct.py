"""The same somebody without a screen: flows and buttons are done by the hand, no card is drawn.

For many binômes: the engine, the flow's facts, what it saves and records are those of a turn; the
update, the card and the button's data are not written. The same seed lives the same days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.buttons import read
from bot.delivery.channels import to_chat
from bot.engine.advance import options_of
from bot.engine.state import Outcome, State
from bot.feature.contract import Context, Declined, Ending, Handler, Opening, Reply, Tap, drawn
from bot.feature.course import Course
from bot.simulation.reponses import Bloque, Reponses, event
from bot.simulation.scene import BOT_ID, BOT_USERNAME, Arrivee
from bot.simulation.telephone import MOST_STEPS, Telephone
from storage import people
from storage.machine import conversations
from storage.machine.conversations import CANCELLED, DONE


class Direct(Telephone):
    """Who is in a hurry; joining is still done by the telephone."""

    _opened: Opening | None = None
    """What the last button pressed began, until it is answered."""

    def presses(self, message: int, data: str) -> None:
        pressed = read(data)
        if pressed is None:
            super().presses(message, data)
            return
        kind, deed = self.scene.desk.buttons[pressed.code]
        if not kind.may_carry(pressed.argument):
            raise Bloque(f"a button « {kind.code} » never carries « {pressed.argument} »")
        context = self._context(message)
        tap = Tap(pressed.object_id, pressed.argument, self.account, self.account, "", True)
        reply = deed.pressed(context, tap)
        self._opened = reply.opens
        self._ends(context)
        self._sees(message, reply)

    def does(self, flow: str, reponses: Reponses) -> bool:
        return self._plays(self.scene.desk.by_name[flow], {}, reponses)

    def answers(self, flow: str, reponses: Reponses) -> bool:
        opened, self._opened = self._opened, None
        if opened is None or opened.flow != flow:
            return super().answers(flow, reponses)
        return self._plays(self.scene.desk.by_name[flow], opened.seed, reponses)

    def _plays(self, handler: Handler, seed: Mapping[str, Any], reponses: Reponses) -> bool:
        """A whole flow in one turn; False when it does not suit, or is left."""
        context = self._context()
        if not handler.opens_for(context):
            return False
        course = Course(handler, context)
        state = course.start({**handler.begun(context), **seed})
        talk = conversations.begin(
            context.tx, self.account, self.account, state, context.now, context.programme.id
        )
        course.talk_id = context.talk_id = talk.id
        ended = self._answered(course, state, reponses)
        conversations.close(context.tx, talk, DONE if ended else CANCELLED, context.now)
        ending = self._recorded(course, ended) if ended else None
        self._ends(context)
        if ending is not None:
            self._comes(self.scene.number(), ending)
        return ending is not None

    def _answered(self, course: Course, state: State, reponses: Reponses) -> State | None:
        """Where it stands at its end; None once it is left."""
        flow = course.handler.flow
        for _step in range(MOST_STEPS):
            if not state.at:
                return state
            # Each answer would be an update of its own: it makes the keys of the rows (P4).
            course.context.source = self._source()
            facts, step = course.facts(state.answers), flow.step(state.at)
            offered = [one.slug for one in options_of(step, facts)]
            one = event(step, state, offered, reponses)
            result = course.advance(state, one) if one else None
            if result is None or result.remark:
                self.scene.refused[f"{flow.name}.{state.at}"] += 1
                return None
            if result.outcome is Outcome.CANCELLED:
                return None
            course.note(result)
            state = course.reconsider(result.state)
        raise Bloque(f"{flow.name}: {state.at} after {MOST_STEPS} steps")

    def _recorded(self, course: Course, state: State) -> Ending | None:
        try:
            facts = course.facts(state.answers)
            return course.handler.record(course.context, state.answers, facts)
        except Declined:
            return None

    def _context(self, message: int | None = None) -> Context:
        tx, programme = self.scene.registre.tx, self.scene.programme
        return Context(
            tx,
            programme,
            self.scene.clock.now(),
            people.by_telegram(tx, self.account),
            self._source(),
            user_id=self.account,
            bot_username=BOT_USERNAME,
            message_id=message,
        )

    def _source(self) -> str:
        return f"tg:{BOT_ID}:{self.scene.number()}"

    def _ends(self, context: Context) -> None:
        before = self.scene.programme
        for deed in self.scene.desk.after_turn:
            deed(context)
        self.scene.done(None if context.programme is before else context.programme)

    def _sees(self, message: int, reply: Reply) -> None:
        """The pressed message has other words, and other buttons."""
        if reply.opens is None and reply.text is not None:
            self._arrives(message, {"keyboard": drawn(reply.keyboard)}, "")

    def _comes(self, message: int, ending: Ending) -> None:
        if ending.keyboard:
            self._arrives(message, {"keyboard": drawn(ending.keyboard)}, "conversation:0")

    def _arrives(self, message: int, content: dict[str, Any], subject: str) -> None:
        to = to_chat(self.account)
        self.scene.comes([Arrivee(to.channel, to.address, message, content, subject)])
