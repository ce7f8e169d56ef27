"""Telling the coordination, on Telegram and by e-mail, what only a human can mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.casework.prompts import prompts
from bot.casework.signalement.alerte import notice
from bot.delivery.channels import letter_to
from bot.rendering import render_text
from storage import people
from storage.machine.outbox import Lane, Message, post
from storage.programme import Programme
from storage.work import Work

PART: Final = 3_500
"""Characters of one message, of the 4,096 that Telegram takes."""


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

    keyboard: rows of (label, callback data) pairs under the Telegram message, or under the last
    one: a text of many lines comes as several.
    """
    said = messages(work, key=key, subject=subject, text=text, sign=sign, keyboard=keyboard)
    post(work.tx, work.now, *said)


def messages(
    work: Work,
    *,
    key: str,
    subject: str,
    text: str,
    sign: str = "⚠️",
    keyboard: Sequence[Sequence[tuple[str, str]]] = (),
) -> list[Message]:
    """The same, for whoever cannot queue anything."""
    coordinators = people.with_role(work.tx, work.programme.id, "coordination")
    parts, said = list(_parts(text)), list[Message]()
    for rank, part in enumerate(parts):
        content: dict[str, Any] = {
            "text": render_text("{{ sign }} {{ text }}", sign=sign, text=part)
        }
        if keyboard and rank == len(parts) - 1:
            content["keyboard"] = [[list(button) for button in row] for row in keyboard]
        said += prompts(work, coordinators, f"{key}:{rank + 1}" if rank else key, content)
    return [*said, _letter(work.programme, key, subject, text)]


def _parts(text: str) -> Iterator[str]:
    """Whole lines, as many as one message holds."""
    part: list[str] = []
    for line in text.split("\n"):
        if part and sum(len(one) + 1 for one in part) + len(line) > PART:
            yield "\n".join(part)
            part = []
        part.append(line)
    yield "\n".join(part)


def _letter(programme: Programme, key: str, subject: str, text: str) -> Message:
    values = {
        "objet": subject,
        "bandeau": f"{programme.config.nom} · message à la coordination",
        "text": text,
        "pied": "Carnet de rue vous écrit parce qu'il faut quelqu'un pour y remédier.",
    }
    to = letter_to(programme.config.coordination.email)
    return Message(f"{key}:courriel", Lane.PROMPT, to, notice(values))
