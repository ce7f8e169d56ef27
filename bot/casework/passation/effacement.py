"""A phone that is not the team's any more: what the bot lately said there is taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.casework.passation.annonces import end_cards
from bot.delivery.channels import to_person
from storage import comptes
from storage.machine import said
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.work import Work

DELETABLE: Final = timedelta(hours=47)
"""Telegram lets a bot delete for 48 hours; an hour is left for the sending."""
AT_ONCE: Final = 100
"""What `deleteMessages` takes."""


def clear(work: Work, person: Personne, source: str) -> None:
    """Once revoked: older cards lose their buttons, the rest is deleted, pinned or not.

    Somebody who is of another programme too goes on there, and keeps that chat.
    """
    if comptes.rows_of(work.tx, person.telegram_id):
        return
    end_cards(work, person, source)
    to, chat_id = to_person(person), person.telegram_id
    numbers = said.since(work.tx, to.address, work.now - DELETABLE)
    for rank in range(0, len(numbers), AT_ONCE):
        some = numbers[rank : rank + AT_ONCE]
        params: dict[str, Any] = {"chat_id": chat_id, "message_ids": some}
        content = {"method": "deleteMessages", "params": params}
        key = f"{source}:effacer:{chat_id}:{rank}"
        post(work.tx, work.now, Message(key, Lane.ORNEMENT, to, content))
