"""A count of people met in « Ma journée »; on a pinned tally, the last press is undone alone."""

from __future__ import annotations

from bot.delivery.channels import to_chat
from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour, hide
from storage import tableaux
from storage.machine import conversations
from storage.machine.outbox import Lane, Message, post
from storage.models import Rencontre

CORRECTED = "👥 Corrigé depuis. Ce qui est noté se lit dans 📋 Ma journée."


def says(context: Context, row: Rencontre) -> str:
    """« 3 × 26-59 ans »."""
    return f"{row.nombre} × {context.programme.config.public(row.public).label}"


def last(context: Context, row: Rencontre) -> str:
    """« +1 26-59 ans sur le tableau épinglé »; « » when the whole row was entered at once."""
    times = _last_press(context, row)
    label = context.programme.config.public(row.public).label
    return f"+{times} {label} sur le tableau épinglé" if times else ""


def take_away(context: Context, row: Rencontre) -> str:
    """Out of every figure; the card that told it tells it no more."""
    talk_id = max(0, row.conversation_id or 0)
    talk = conversations.load(context.tx, talk_id) if talk_id else None
    if talk is not None and talk.etat == conversations.DONE and talk.screen is not None:
        # One edit a turn, however many of its lines go.
        key, to = f"{context.source}:carte:{talk.id}", to_chat(talk.chat_id)
        card = {"text": CORRECTED, "edit": True, "message_id": talk.screen}
        post(context.tx, context.now, Message(key, Lane.PROMPT, to, card))
    return hide(context, row)


def undo(context: Context, row: Rencontre) -> str:
    """The last press alone, or the row when it holds no other."""
    times, tally = _last_press(context, row), tableaux.of_count(context.tx, row.conversation_id)
    if not times or tally is None:
        return take_away(context, row)
    tableaux.undo_press(tally, row.public)
    row.nombre -= times
    return ""


def _last_press(context: Context, row: Rencontre) -> int:
    tally = tableaux.of_count(context.tx, row.conversation_id)
    times = tableaux.last_press(tally, row.public) if tally else 0
    return times if times <= row.nombre else 0


LIGNE = LigneDuJour(says=says, delete=take_away, last=last, undo=undo)
