"""The services: each has its pace, answers in office hours, late, to another, or never."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from bot.buttons import Pressed
from bot.casework.signalement.alerte import REPONSE
from bot.clock import PARIS, paris
from bot.simulation.comptes import GROUPES
from bot.simulation.monde import Monde, Recu
from bot.simulation.saisons import hasard

OUVRE, FERME = time(8, 30), time(17)
JAMAIS: Final = 0.14
"""Alerts that a service never answers: the clock passes them on (000 l.67)."""
AUTRE: Final = 0.04
SANS_SUITE: Final = 0.12
"""Taken in charge, and never said to be done."""
JOURS: Final[Mapping[str, float]] = {"recu": 0.25, "pris": 0.8, "traite": 2.5}
"""Median days before each answer, for a service of ordinary pace."""
ORDRE: Final = ("recu", "pris", "traite")


class Services:
    """A Telegram group for each service that may be written to, with one agent in it."""

    def __init__(self, monde: Monde) -> None:
        self._monde = monde
        self._groups: dict[int, str] = {}
        self._foreseen: set[tuple[str, str]] = set()
        monde.au_groupe = self.receive

    def join(self, codes: Mapping[str, str]) -> None:
        """By slug, the code of each invitation: its group registers with it."""
        for rank, (slug, code) in enumerate(codes.items()):
            group = GROUPES - rank
            self._groups[group] = slug
            now = int(self._monde.now.timestamp())
            shape = {"message_id": self._monde.scene.number(), "date": now, **self._said(group)}
            self._monde.scene.handles({"message": {**shape, "text": f"/start {code}"}})

    def leave(self) -> None:
        """The bot is put out of each group: alerts take another way."""
        for group in self._groups:
            change = {**self._said(group), "new_chat_member": {"status": "left"}}
            self._monde.scene.handles({"my_chat_member": change})

    def receive(self, group: int, recu: Recu) -> None:
        """An alert's card: what its group will answer next, if it answers at all."""
        offered = {one.argument: one for one in recu.boutons.values() if one.code == REPONSE.code}
        wanted = next((word for word in ORDRE if word in offered), None)
        if wanted is None:
            return
        pressed = offered[wanted]
        key = (f"{pressed.object_id}", wanted)
        if key in self._foreseen:
            return
        self._foreseen.add(key)
        self._foresee(group, recu, pressed)

    def _foresee(self, group: int, recu: Recu, pressed: Pressed) -> None:
        chance = hasard(self._monde.seed, "service", pressed.object_id, pressed.argument)
        drop = {"recu": JAMAIS, "traite": SANS_SUITE}.get(pressed.argument, 0)
        if chance.random() < drop:
            return
        other = recu.of("autre")
        away = other is not None and pressed.argument == "recu" and chance.random() < AUTRE
        data = other if away and other else recu.of(pressed.argument)
        days = JOURS[pressed.argument] * self._pace(group) * chance.lognormvariate(0, 0.7)
        moment = au_bureau(self._monde.now + timedelta(days=days))
        self._monde.echeancier.foresee(
            moment, partial(self._presses, group, recu.number, str(data))
        )

    def _pace(self, group: int) -> float:
        """Of that service: from three times as fast to twice as slow."""
        return hasard(self._monde.seed, "allure", self._groups.get(group)).uniform(0.35, 2.0)

    def _presses(self, group: int, number: int, data: str) -> None:
        shape = {"message_id": number, **self._said(group)}
        sender = shape.pop("from")
        query = {"id": str(self._monde.scene.number()), "from": sender, "message": shape}
        self._monde.scene.handles({"callback_query": {**query, "data": data}}, member=True)

    def _said(self, group: int) -> dict[str, dict[str, object]]:
        sender = {"id": -group, "is_bot": False, "first_name": "Agent"}
        return {"from": sender, "chat": {"id": group, "type": "group", "title": "Service"}}


def au_bureau(moment: datetime) -> datetime:
    """The same instant, or the next one at which an office is open."""
    local = paris(moment)
    day = local.date()
    if local.time() >= FERME:
        day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    opens = datetime.combine(day, OUVRE, PARIS)
    spread = timedelta(minutes=(local.hour * 60 + local.minute) % 480)
    late = day != local.date() or local.time() < OUVRE
    return opens + spread if late else moment
