"""Telling the coordination, on Telegram and by e-mail, what only a human can mend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.casework.prompts import prompts
from bot.casework.signalement.alerte import notice
from bot.delivery.channels import letter_to
from bot.rendering import render_text
from storage import people
from storage.machine.outbox import Lane, Message, post
from storage.programme import Programme
from storage.work import Work


def tell(
    work: Work,
    *,
    key: str,
    subject: str,
    text: str,
    sign: str = "⚠️",
    keyboard: Sequence[Sequence[tuple[str, str]]] = (),
) -> None:
    """Queue `text` (plain) for every coordinator and for their mailbox; `key` says it once.

    keyboard: rows of (label, callback data) pairs under the Telegram message.
    """
    coordinators = people.with_role(work.tx, work.programme.id, "coordination")
    content: dict[str, Any] = {"text": render_text("{{ sign }} {{ text }}", sign=sign, text=text)}
    if keyboard:
        content["keyboard"] = [[list(button) for button in row] for row in keyboard]
    letter = _letter(work.programme, key, subject, text)
    post(work.tx, work.now, *prompts(work, coordinators, key, content), letter)


def _letter(programme: Programme, key: str, subject: str, text: str) -> Message:
    values = {
        "objet": subject,
        "bandeau": f"{programme.config.nom} · message à la coordination",
        "text": text,
        "pied": "Carnet de rue vous écrit parce qu'il faut quelqu'un pour y remédier.",
    }
    to = letter_to(programme.config.coordination.email)
    return Message(f"{key}:courriel", Lane.PROMPT, to, notice(values))
