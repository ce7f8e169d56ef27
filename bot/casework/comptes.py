"""What is written to an account of several programmes says of which one it is."""

from __future__ import annotations

from typing import Any, Final

from bot.rendering import render_text
from storage import comptes
from storage.work import Work

FROM: Final = "<b>{{ programme }}</b>\n{{ text|safe }}"


def signed(work: Work, chat_id: int, text: str) -> str:
    """`text` (Telegram's HTML), below the programme's name where that account has several."""
    if not work.programme.autres or chat_id not in comptes.shared(work.tx):
        return text
    return render_text(FROM, programme=work.programme.config.court, text=text)


def signed_content(work: Work, chat_id: int, content: dict[str, Any]) -> dict[str, Any]:
    """The same of a whole message."""
    return content | {"text": signed(work, chat_id, content["text"])}
