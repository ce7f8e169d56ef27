"""A keyboard that gained a button is sent again to those who still have the one before."""

from __future__ import annotations

from datetime import time
from hashlib import sha256
from typing import Any, Final

from bot.casework.prompts import prompt_each
from bot.chat.desk import Desk
from bot.clock import paris
from bot.domain.roles import Role
from storage import people
from storage.machine import passages
from storage.work import Work

TASK: Final = "clavier"
OPENS, CLOSES = time(8), time(20)
"""On a clock in Paris: nobody is woken by a new button."""
RENEWED: Final = "Votre clavier a changé : voici les boutons d'aujourd'hui."


def renew(work: Work, desk: Desk) -> None:
    """Once for each role and each new keyboard; run it as often as you like.

    Who joins is given the newest one: it is known from the start where nobody is yet.
    """
    for role in Role:
        menu = desk.menu(role)
        period = f"{work.programme.id}:{role}:{_face(menu)}"
        if not menu or passages.done(work.tx, TASK, period):
            continue
        members = people.with_role(work.tx, work.programme.id, role)
        awake = OPENS <= paris(work.now).time() < CLOSES
        if (awake or not members) and passages.claim(work.tx, TASK, period, work.now):
            content: dict[str, Any] = {"text": RENEWED, "menu": menu}
            prompt_each(work, members, f"{TASK}:{period}", content)


def _face(menu: list[list[str]]) -> str:
    """What tells one keyboard from another."""
    return sha256(repr(menu).encode()).hexdigest()[:16]
