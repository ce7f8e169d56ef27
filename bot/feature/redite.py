"""A letter told again in the chat, from what was kept of it, then the page that prints it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.delivery.channels import to_person
from bot.documents import documents
from bot.feature.contract import Context
from bot.rendering import render_text
from bot.signing import LIEN, stand_in
from bot.words import in_parts
from storage.machine.outbox import Lane, Message, post

PART: Final = 3500
"""Characters of one message: Telegram takes 4,096, its markup included."""


def plain(contenu: Mapping[str, Any]) -> str:
    """The letter of a snapshot, in plain text."""
    return documents()["point_hebdo"].formats["txt"](contenu).decode()


def messages(contenu: Mapping[str, Any]) -> list[str]:
    """The plain letter, in as many texts as it takes."""
    return list(in_parts(plain(contenu), PART))


def tell(context: Context, contenu: Mapping[str, Any]) -> None:
    """The plain letter, in as many messages as it takes."""
    for part in messages(contenu):
        context.tell(context.user_id, "{{ part }}", part=part)


def lead(context: Context, sentence: str, sujet: str, **said: Any) -> None:
    """One message more, whose `lien` opens the page of that subject; nobody without a phone."""
    if context.somebody is None:
        return
    mark = stand_in()
    content = {"text": render_text(sentence, lien=mark, **said), LIEN: mark}
    key, to = f"{context.source}:{sujet}", to_person(context.somebody)
    post(context.tx, context.now, Message(key, Lane.PROMPT, to, content, sujet))
