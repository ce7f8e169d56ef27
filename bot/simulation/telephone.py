"""Somebody with a telephone: what they write and press are updates, as Telegram sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.chat.callbacks import TalkButton, decode, encode
from bot.engine.state import Action, Wrote
from bot.simulation.reponses import Bloque, Reponses, event
from bot.simulation.scene import Arrivee, Scene
from storage.machine import conversations
from storage.machine.conversations import DONE, OPEN, Talk

MOST_STEPS: Final = 60


@dataclass(slots=True)
class Ecran:
    """The newest card of a conversation: its message, and its buttons' data."""

    number: int = 0
    data: list[str] = field(default_factory=list)

    def slugs(self) -> list[str]:
        """The options that it offers."""
        taps = [decode(one) for one in self.data]
        picks = [one.tapped for one in taps if isinstance(one, TalkButton)]
        return [tapped.argument for tapped in picks if tapped.action is Action.PICK]


class Telephone:
    """A Telegram account in its private chat with the bot."""

    def __init__(self, scene: Scene, account: int, prenom: str) -> None:
        self.scene = scene
        self.account = account
        self._ecran = Ecran()
        self._sender = {"id": account, "is_bot": False, "first_name": prenom}
        self._chat = {"id": account, "type": "private", "first_name": prenom}
        scene.screens[str(account)] = self._shown

    def says(self, text: str) -> None:
        number, now = self.scene.number(), int(self.scene.clock.now().timestamp())
        envelope = {"message_id": number, "date": now, "from": self._sender, "chat": self._chat}
        self.scene.handles({"message": {**envelope, "text": text}})

    def presses(self, message: int, data: str) -> None:
        """A press on a button of that message."""
        shape = {"message_id": message, "chat": self._chat}
        query = {"id": str(self.scene.number()), "from": self._sender, "message": shape}
        self.scene.handles({"callback_query": {**query, "data": data}})

    def does(self, flow: str, reponses: Reponses) -> bool:
        """Open that flow by its command, and answer it; False when it does not suit now."""
        handler = self.scene.desk.by_name[flow]
        self.says(handler.commands[0] if handler.commands else str(handler.entry))
        return self.answers(flow, reponses)

    def answers(self, flow: str, reponses: Reponses) -> bool:
        """Answer the conversation under way to its end.

        False when it is none of that flow, when it is left, or when the bot refused an answer:
        somebody whose words are refused gives up.
        """
        talk = conversations.newest(self.scene.registre.tx, self.account, self.account)
        if talk is None or talk.state.flow != flow:
            return False
        for _step in range(MOST_STEPS):
            if not self._answer(talk, reponses):
                return self._gives_up(talk)
            after = conversations.load(self.scene.registre.tx, talk.id)
            if after is None or after.etat != OPEN:
                return after is not None and after.etat == DONE
            if after.state.invalid > talk.state.invalid:
                return self._gives_up(after)
            if after.state == talk.state:
                raise Bloque(f"{flow}.{talk.state.at}: {reponses.get(talk.state.at)!r}")
            talk = after
        raise Bloque(f"{flow}: {talk.state.at} after {MOST_STEPS} steps")

    def _answer(self, talk: Talk, reponses: Reponses) -> bool:
        """By a touch on the card, or by words; False when nothing can be done of it."""
        step = self.scene.desk.by_name[talk.state.flow].flow.step(talk.state.at)
        one = event(step, talk.state, self._ecran.slugs(), reponses)
        if isinstance(one, Wrote):
            self.says(one.text)
        elif one is not None:
            data = encode(talk.id, one.rev, one.action, one.argument)
            self.presses(self._ecran.number, data)
        return one is not None

    def _gives_up(self, talk: Talk) -> bool:
        self.scene.refused[f"{talk.state.flow}.{talk.state.at}"] += 1
        self.presses(self._ecran.number, encode(talk.id, talk.state.rev, Action.CANCEL, ""))
        return False

    def _shown(self, arrivee: Arrivee) -> None:
        """A conversation's card takes the place of the one before."""
        if arrivee.subject.startswith(f"{conversations.SUJET.genre}:"):
            rows = arrivee.content.get("keyboard", ())
            self._ecran = Ecran(arrivee.number, [key[1] for row in rows for key in row])
