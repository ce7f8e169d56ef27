"""The card on which entries were recorded, once they change: no old figure stays on it."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.delivery.channels import to_chat
from bot.feature import precisions
from bot.feature.contract import Context, drawn
from bot.feature.door import precisable_of, said_together
from bot.rendering import render_text
from storage import cartes, dictees, journal
from storage.machine import conversations
from storage.machine.conversations import Talk
from storage.machine.outbox import Lane, Message, post
from storage.models import Saisie

STANDS: Final = (
    "{% if lignes %}✅ <b>Enregistré :</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}"
    "{% else %}✏️ Rien n'est plus enregistré.{% endif %}"
)


def stands(context: Context, rows: list[Saisie]) -> str:
    """What is recorded, a line each, as HTML."""
    return render_text(STANDS, lignes=said_together(context, rows))


def redraw(context: Context, row: Saisie, gone: str = "") -> None:
    """The card of `row`, which was changed or taken away, shows what stands of it, once a turn.

    gone: what it says when nothing does (HTML). A card that still asks something is left to its
    conversation; one of a month ago is out of reach.
    """
    talk_id = row.conversation_id or 0
    talk = conversations.load(context.tx, talk_id) if talk_id > 0 else None
    if talk is None or talk.etat != conversations.DONE or _asks_something(context, talk):
        return
    text, keyboard = _shown(context, row, talk_id, gone)
    content: dict[str, Any] = {"text": text, "edit": True}
    if keyboard:
        content["keyboard"] = drawn(keyboard)
    key, subject = f"{context.source}:carte:{talk_id}", conversations.SUJET.of(talk_id)
    card = Message(key, Lane.PROMPT, to_chat(talk.chat_id), content, subject)
    post(context.tx, context.now, card)


def _asks_something(context: Context, talk: Talk) -> bool:
    """Whether another conversation stands in its place: one begun from a card has no other."""
    begun = conversations.newest(context.tx, talk.chat_id, talk.user_id)
    aside = conversations.aside(context.tx, talk.chat_id, talk.user_id)
    others = [one for one in (begun, *aside) if one and one.id != context.talk_id]
    return any(one.screen in (None, talk.screen) for one in others)


def _shown(context: Context, row: Saisie, talk_id: int, gone: str) -> tuple[str, Keyboard]:
    """What a typed message became, a line each; else the entry's own card, its buttons alive."""
    typed = dictees.objets_of(context.tx, talk_id)
    rows = journal.standing(context.tx, typed) if typed else cartes.of_its_kind(context.tx, row)
    if not rows and gone:
        return gone, ()
    kind = precisable_of(rows[-1]) if rows and not typed else None
    if kind is None:
        return stands(context, rows), ()
    return precisions.shown(context, rows[-1], kind)
