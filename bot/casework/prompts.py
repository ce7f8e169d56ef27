"""The same message for several people, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.casework.comptes import signed_content
from bot.delivery.channels import to_person
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.work import Work


def prompt_each(
    work: Work, listeners: Iterable[Personne], key: str, content: dict[str, Any]
) -> None:
    """Queue `content` for each of `listeners`; `key` says it once to each (P4)."""
    post(work.tx, work.now, *prompts(work, listeners, key, content))


def prompts(
    work: Work, listeners: Iterable[Personne], key: str, content: dict[str, Any]
) -> Iterator[Message]:
    """The same messages, for whoever queues others with them."""
    for one in listeners:
        said = signed_content(work, one.telegram_id, content)
        yield Message(f"{key}:{one.id}", Lane.PROMPT, to_person(one), said)
