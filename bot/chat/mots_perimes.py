"""Typed words that waited half an hour for their author's answer: gone, and it is said."""

from __future__ import annotations

from bot.chat import mots_retenus as words
from bot.chat.verification import FLOW, HELD, Retenu
from bot.delivery.channels import to_chat
from bot.domain.nominatif import passages, urgences
from storage.machine import attentes, conversations
from storage.machine.conversations import Talk
from storage.machine.outbox import Lane, Message, post
from storage.work import AT_ONCE, More, Work


def give_up(work: Work) -> More | None:
    """Each minute: nothing is kept of them; their author, who still has them, is told at once."""
    old = attentes.of_flow(
        work.tx, FLOW, work.now - HELD, programme=work.programme.id, most=AT_ONCE
    )
    for talk in old:
        conversations.forget(work.tx, talk)
        # The numbers to call stay on the screen, which says already that nothing is noted.
        if not urgences(passages(Retenu.of(talk).texte, work.programme.reperes)):
            _say(work, talk)
    return More(give_up) if len(old) == AT_ONCE else None


def _say(work: Work, talk: Talk) -> None:
    to = to_chat(talk.chat_id)
    if talk.screen is not None:
        blank = {"text": words.EXPIRED, "edit": True, "message_id": talk.screen}
        post(work.tx, work.now, Message(f"mots:{talk.id}:efface", Lane.PROMPT, to, blank))
    told = Message(f"mots:{talk.id}:dit", Lane.PROMPT, to, {"text": words.WRITE_AGAIN})
    post(work.tx, work.now, told)
